import { PanelPlugin } from '@grafana/data';
import { SIGNAL_DISPLAY, type Signal } from '../../components/format/formatSignal';
import { serviceOptions } from '../serviceOptions';
import { ForecastPanel } from './ForecastPanel';
import type { ForecastPanelOptions } from './forecastPanelOptions';

const signals = (Object.keys(SIGNAL_DISPLAY) as Signal[]).map((signal) => ({
  value: signal,
  label: SIGNAL_DISPLAY[signal].name,
}));

export const plugin = new PanelPlugin<ForecastPanelOptions>(ForecastPanel).setPanelOptions((builder) =>
  builder
    .addSelect({
      path: 'service',
      name: 'Service',
      description: 'Whose forecast is shown',
      defaultValue: '',
      settings: { options: [], getOptions: serviceOptions },
    })
    .addSelect({
      path: 'signal',
      name: 'Signal',
      description: 'What is forecast',
      defaultValue: 'requests_per_second',
      settings: { options: signals },
    }),
);
