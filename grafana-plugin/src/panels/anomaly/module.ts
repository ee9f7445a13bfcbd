import { PanelPlugin } from '@grafana/data';
import { serviceOptions } from '../serviceOptions';
import { AnomalyPanel } from './AnomalyPanel';
import type { AnomalyPanelOptions } from './anomalyPanelOptions';

export const plugin = new PanelPlugin<AnomalyPanelOptions>(AnomalyPanel).setPanelOptions((builder) =>
  builder.addSelect({
    path: 'service',
    name: 'Service',
    description: 'Whose anomaly score is shown',
    defaultValue: '',
    settings: { options: [], getOptions: serviceOptions },
  }),
);
