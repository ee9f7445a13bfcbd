import type { Decision } from '../core/decision.ts';
import type { RunRecord, RunSecond } from '../core/runState.ts';
import type { RegularSeries } from '../core/series.ts';
import type { Signal } from '../core/signal.ts';
import type { Snapshot } from '../core/snapshot.ts';
import type { Status, Test } from '../contract/index.ts';

/** What the HTTP layer needs of the runs; the run controller has it. */
export interface RunsAccess {
  list(): readonly RunRecord[];
  get(id: string): RunRecord | undefined;
  /** Throws a Problem where the run cannot start; nothing was started then. */
  start(request: {
    readonly test: string;
    readonly requestsPerSecond?: number | undefined;
    readonly durationSeconds?: number | undefined;
    readonly actor: string;
  }): Promise<RunRecord>;
  steer(
    id: string,
    change: { readonly requestsPerSecond?: number | undefined; readonly paused?: boolean | undefined },
    actor: string,
  ): Promise<RunRecord>;
  stop(id: string, actor: string, reason: string): Promise<RunRecord>;
  /** Calls back on every change of the run and every second of results; the answer ends it. */
  subscribe(id: string, listener: (event: RunUpdate) => void): () => void;
  /** Results pushed by a generator; the token says which run and runner. Throws a Problem; nothing half taken. */
  receiveSamples(token: string, body: Uint8Array): void;
}

/** What a subscriber of a run hears. */
export type RunUpdate =
  { readonly type: 'run'; readonly record: RunRecord } | { readonly type: 'second'; readonly second: RunSecond };

/** The past of one signal, for charts. */
export interface HistoryAccess {
  /** The past shop-day of a service's signal on the model's step; empty when nothing is known. */
  recent(service: string, signal: Signal): RegularSeries;
  /** History before this Unix time is synthetic; null where all was measured. */
  readonly syntheticBeforeSeconds: () => number | null;
  limit(service: string, signal: Signal): number | null;
  /** Ensemble score of each past cycle of the last shop-day. */
  scores(service: string): { readonly timestamps: readonly number[]; readonly scores: readonly (number | null)[] };
}

/** Whether the exporter can answer with live figures, and why not. */
export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

/** Everything the routes are handed. They hold no state and no logic of their own. */
export interface HttpDeps {
  readonly listenHost: string;
  readonly token: string;
  readonly allowedOrigins: readonly string[];
  /** Folder of the built console, or null where it is not built or switched off. */
  readonly consoleFolder: string | null;
  readonly snapshot: () => Snapshot | null;
  readonly metricsText: () => Promise<string>;
  readonly readiness: () => Readiness;
  readonly status: () => Status;
  readonly history: HistoryAccess;
  readonly runs: RunsAccess;
  readonly tests: () => Promise<readonly Test[]>;
  readonly decisions: () => readonly Decision[];
  /** The configuration without secrets. */
  readonly config: () => unknown;
}
