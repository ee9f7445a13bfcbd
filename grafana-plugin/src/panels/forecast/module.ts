import { PanelPlugin, type SelectableValue } from '@grafana/data';
import { call } from '../../api/call';
import { requests } from '../../api/requests';
import { SIGNAL_DISPLAY, type Signal } from '../../components/format/formatSignal';
import { ForecastPanel } from './ForecastPanel';
import type { ForecastPanelOptions } from './forecastPanelOptions';

async function serviceOptions(): Promise<Array<SelectableValue<string>>> {
  const first = { value: '', label: 'The first service' };
  const answer = await call(requests.services()).catch(() => ({ services: [] }));
  return [first, ...answer.services.map(({ name }) => ({ value: name, label: name }))];
}

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
