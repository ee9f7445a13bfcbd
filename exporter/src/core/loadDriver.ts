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
}

/** How the tool ended on one runner. */
export interface LoadExit {
  /** `thresholds`: it ended as planned, but its own thresholds failed. `stopped`: somebody asked for it. */
  readonly outcome: 'completed' | 'thresholds' | 'stopped' | 'failed';
  /** A sentence: which thresholds failed, or what went wrong with the tool's last words. */
  readonly detail: string;
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
  /** Everything that can be known to be wrong before anything runs; throws one Problem with all of it. */
  check(test: LoadTest): Promise<void>;
  start(share: LoadShare, runner: Runner): Promise<LoadHandle & Partial<Retargetable & Pausable & Confinable>>;
}
