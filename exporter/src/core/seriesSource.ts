import type { SeriesPoints, Window } from './series.ts';

/**
 * A place that production's behaviour is read from: Prometheus, a scraped target, a file.
 *
 * `read` gives the whole window for every service and instance the source was configured for, or it throws a
 * {@link Problem}; never a part. No data is not an error: the answer is then empty.
 */
export interface SeriesSource {
  /** Name for logs and the `source` label, e.g. `prometheus`. */
  readonly name: string;
  /** All points within the window, both ends included. */
  read(window: Window, signal: AbortSignal): Promise<readonly SeriesPoints[]>;
  /** Ends connections and timers; further reads are errors. */
  close(): Promise<void>;
}
