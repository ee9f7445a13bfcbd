import type { MetricsConfig } from '../config/sections/metrics.ts';
import type { Histogram } from '../core/histogram.ts';
import type { RunRecord } from '../core/runState.ts';
import type { Snapshot } from '../core/snapshot.ts';
import type { Verdict } from '../core/vocabularies.ts';

/** A run and the latency of all its requests so far. */
export interface RunFigures {
  readonly record: RunRecord;
  /** Null before the first request. */
  readonly latency: Histogram | null;
}

/** Runners of a pool: what the plan wants, what is there, what they cost. */
export interface PoolFigures {
  readonly pool: string;
  readonly desired: number;
  readonly ready: number;
  /** Cost of those that are there, per hour, in the configured currency. */
  readonly costPerHour: number;
}

/** The exporter's own process. */
export interface ProcessFigures {
  readonly startTimestampSeconds: number;
  readonly cpuSeconds: number;
  readonly residentMemoryBytes: number;
  readonly heapUsedBytes: number;
  readonly version: string;
  readonly nodeVersion: string;
}

/** Everything that /metrics shows. Whatever is not known is absent from the page. */
export interface MetricsInput {
  /** The last cycle's picture; null before the first. */
  readonly snapshot: Snapshot | null;
  /** Configured services with the labels that are passed through to all of their families. */
  readonly services: readonly { readonly name: string; readonly labels: Readonly<Record<string, string>> }[];
  /** Configured tests. */
  readonly tests: readonly { readonly name: string; readonly service: string; readonly driver: string }[];
  /**
   * The newest run of each test, while it is active and as long after its end as its last figures should be seen (a
   * scrape or two): otherwise the last requests of a run would never be scraped.
   */
  readonly runs: readonly RunFigures[];
  /** Finished runs since the start, by test and verdict. */
  readonly runsTotal: readonly { readonly test: string; readonly verdict: Verdict; readonly count: number }[];
  /** Entries of the decision log since the start, by kind. */
  readonly decisionsTotal: ReadonlyMap<string, number>;
  readonly pools: readonly PoolFigures[];
  /** Instances for which figures are shown, per service; the most unusual first. */
  readonly maxInstances: number;
  /** Which components of their fingerprints are shown. */
  readonly fingerprints: MetricsConfig['fingerprints'];
  readonly process: ProcessFigures;
}
