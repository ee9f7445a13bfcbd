import type { DriverName } from './vocabularies.ts';

/** Objectives of a test: what must hold on the merged results for the verdict `passed`. */
export interface Objectives {
  /** Highest latency, in seconds, at these quantiles. */
  readonly latencySeconds?: Readonly<Partial<Record<'p50' | 'p95' | 'p99', number>>>;
  /** Highest share of failed requests, 0–1. */
  readonly errorRatio?: number;
}

/** A load test as it is configured. */
export interface LoadTest {
  readonly name: string;
  readonly service: string;
  readonly driver: DriverName;
  /** Absolute path of the user's own script, which is run unedited. */
  readonly script: string;
  /** Base URL handed to the script as TARGET; its address must be allowed. */
  readonly target: string;
  /** Rate at the start. */
  readonly requestsPerSecond: number;
  /** Highest rate that this test may be steered to. */
  readonly maxRequestsPerSecond: number;
  readonly durationSeconds: number;
  /** Processes of the generator that share the load, each on a runner of its own. */
  readonly runners: number;
  /** Requests that one iteration makes; null: the first seconds tell. */
  readonly requestsPerIteration: number | null;
  /** VUs set up at the start, and at most. */
  readonly vus: { readonly preAllocated: number; readonly max: number };
  /** Handed to the script's environment. Names do not begin with K6_ or LOADSTAR_. */
  readonly env: Readonly<Record<string, string>>;
  readonly objectives: Objectives;
}
