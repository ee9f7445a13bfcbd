import type { Histogram } from './histogram.ts';
import type { LoadTest } from './loadTest.ts';
import type { Runner } from './runnerPool.ts';
import type { DriverName } from './vocabularies.ts';

/** Results of one span of time (about a second) from one runner. Counts are of this span, not since the start. */
export interface ResultWindow {
  readonly timestampSeconds: number;
  readonly requests: number;
  readonly errors: number;
  /** Requests that confinement refused where the tool dials. Not counted in `requests`. */
  readonly refused: number;
  /** Iterations that did work (thinned ones do not count). */
  readonly iterations: number;
  readonly droppedIterations: number;
  readonly vus: number;
  readonly latency: Histogram;
  /** What is known since the start of the metrics that the share was told to watch, by their names as told. */
  readonly watched?: Readonly<Record<string, WatchedMetric>>;
}

/** What is known of a metric while a run goes on: since the start, in the script's own units. */
export type WatchedMetric =
  | { readonly kind: 'counter'; readonly count: number }
  | { readonly kind: 'gauge'; readonly value: number }
  /** A share that lies within these bounds; `count` is what it is a share of, null where the tool does not tell. */
  | { readonly kind: 'rate'; readonly lowest: number; readonly highest: number; readonly count: number | null }
  /** `unit` makes the histogram's values the script's: 1000 where it has seconds and the script milliseconds. */
  | { readonly kind: 'trend'; readonly histogram: Histogram; readonly unit: number };

/** What one runner recorded of a metric over its whole run, exactly, in the script's own units. */
export type MetricTotals =
  | { readonly kind: 'counter'; readonly count: number; readonly perSecond: number }
  | { readonly kind: 'gauge'; readonly value: number }
  | { readonly kind: 'rate'; readonly trues: number; readonly count: number }
  | TrendTotals;

/** What one runner recorded of a metric that has a distribution. */
export interface TrendTotals {
  readonly kind: 'trend';
  readonly count: number;
  readonly mean: number;
  /** Exact quantiles as pairs of share (0–1) and value, both rising, the first for 0 and the last for 1. */
  readonly quantiles: readonly (readonly [share: number, value: number])[];
}

/** A condition of the user's own script on one of its metrics, as the script has it. */
export interface ScriptThreshold {
  /** Name, with a selector of tags where the script has one: `http_req_duration{name:cart}`. */
  readonly metric: string;
  /** E.g. `p(95)<500`. */
  readonly expression: string;
  /** Ends the run as soon as it is certain that it does not hold. */
  readonly abortOnFail: boolean;
  /** No such end before this much of the run. */
  readonly delayAbortSeconds: number;
}

/** How the tool ended on one runner. */
export interface LoadExit {
  /** `thresholds`: it ended as planned, but its own thresholds failed. `stopped`: somebody asked for it. */
  readonly outcome: 'completed' | 'thresholds' | 'stopped' | 'failed';
  /** A sentence: which thresholds failed, or what went wrong with the tool's last words. */
  readonly detail: string;
  /**
   * Exact totals of the metrics of the script's thresholds, by name; those without a sample are left out. Null or left out
   * where the tool ended without telling.
   */
  readonly totals?: Readonly<Record<string, MetricTotals>> | null;
  /** Exact latency of its requests, in seconds. */
  readonly latencySeconds?: TrendTotals | null;
}

/** A share of a test that runs on one runner. */
export interface LoadHandle {
  /** Things worth knowing of this start that are not errors. */
  readonly notices?: readonly string[];
  /** Ends when the tool has ended and all its results were given. */
  readonly results: AsyncIterable<ResultWindow>;
  readonly ended: Promise<LoadExit>;
  /** Graceful, then hard: no request leaves after 3 s, and the tool is gone after 10 s. May be called again. */
  stop(): Promise<void>;
}

/** A tool whose rate can be changed while it runs. */
export interface Retargetable {
  retarget(requestsPerSecond: number): Promise<void>;
}

/** A tool that can be halted without ending it. */
export interface Pausable {
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/** A tool that can be kept to allowed addresses where it dials. */
export interface Confinable {
  readonly confinedTo: readonly string[];
}

/** What one start is told. */
export interface LoadShare {
  readonly runId: string;
  readonly test: LoadTest;
  /** This runner's part of the whole: index of count. */
  readonly index: number;
  readonly count: number;
  readonly requestsPerSecond: number;
  readonly ceilingRequestsPerSecond: number;
  readonly durationSeconds: number;
  /** Addresses (IPs or CIDRs) that the tool may dial; everything else is refused. */
  readonly allowedAddresses: readonly string[];
  /** Metrics that results shall tell of while the run goes on: those of thresholds that may end it. */
  readonly watched?: readonly string[];
}

/** Abilities of a driver; the API and the plugin show them, and nothing pretends. */
export interface DriverCapabilities {
  readonly retarget: boolean;
  readonly pause: boolean;
  readonly confine: boolean;
}

/** Drives one load generator. */
export interface LoadDriver {
  readonly name: DriverName;
  readonly capabilities: DriverCapabilities;
  /** The tool's version; throws a Problem that says how to get it where it is missing or unfit. */
  version(): Promise<string>;
  /**
   * Everything that can be known to be wrong before anything runs; throws one Problem with all of it.
   *
   * @returns the script's own thresholds. The tool judges them itself where a run has one runner; with more, no process
   *   can, and they are judged on the merge
   */
  check(test: LoadTest): Promise<{ readonly thresholds: readonly ScriptThreshold[] }>;
  start(share: LoadShare, runner: Runner): Promise<LoadHandle & Partial<Retargetable & Pausable & Confinable>>;
}
