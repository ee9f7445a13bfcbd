/** Options of the test panel. */
export interface TestPanelOptions {
  /** Name of a test; empty takes the first that is configured. */
  readonly test: string;
}
