/** Options of the anomaly panel. */
export interface AnomalyPanelOptions {
  /** Name of a service; empty shows the first that the exporter knows. */
  readonly service: string;
}
