import type { Signal } from '../../components/format/formatSignal';

/** Options of the forecast panel. */
export interface ForecastPanelOptions {
  /** Name of a service; empty shows the first that the exporter knows. */
  readonly service: string;
  readonly signal: Signal;
}
