import type { Verdict } from './vocabularies.ts';

/** States of a run, in the order it usually passes them. */
export const RUN_STATES = ['planned', 'provisioning', 'starting', 'running', 'paused', 'stopping', 'finished'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What can happen to a run. */
export type RunEvent = 'provision' | 'launch' | 'first_request' | 'pause' | 'resume' | 'stop' | 'ended' | 'fail';

/** Who may cause it: a person with at least this role, or Loadstar itself. */
export type RunCause = 'editor' | 'loadstar' | 'generator';

export interface RunTransition {
  readonly from: readonly RunState[];
  readonly to: RunState;
  readonly causes: readonly RunCause[];
  /** What the transition writes into the run's record. */
  readonly writes: readonly ('startedAt' | 'endedAt' | 'verdict' | 'reason')[];
}

/**
 * The only table of run states: every transition, who may cause it and what it writes. A stop is possible in every
 * state before the end, so that a run whose provisioning hangs can be stopped too.
 */
export const RUN_TRANSITIONS: Readonly<Record<RunEvent, RunTransition>> = {
  provision: { from: ['planned'], to: 'provisioning', causes: ['loadstar'], writes: [] },
  launch: { from: ['provisioning'], to: 'starting', causes: ['loadstar'], writes: [] },
  first_request: { from: ['starting'], to: 'running', causes: ['generator'], writes: ['startedAt'] },
  pause: { from: ['running'], to: 'paused', causes: ['editor', 'loadstar'], writes: [] },
  resume: { from: ['paused'], to: 'running', causes: ['editor', 'loadstar'], writes: [] },
  stop: {
    from: ['planned', 'provisioning', 'starting', 'running', 'paused'],
    to: 'stopping',
    causes: ['editor', 'loadstar'],
    writes: ['reason'],
  },
  ended: {
    from: ['starting', 'running', 'paused', 'stopping'],
    to: 'finished',
    causes: ['generator', 'loadstar'],
    writes: ['endedAt', 'verdict', 'reason'],
  },
  fail: {
    from: ['planned', 'provisioning', 'starting', 'running', 'paused', 'stopping'],
    to: 'finished',
    causes: ['loadstar', 'generator'],
    writes: ['endedAt', 'verdict', 'reason'],
  },
};

/** The state after `event`, or null where the table does not allow it from `state`. */
export function nextRunState(state: RunState, event: RunEvent): RunState | null {
  const transition = RUN_TRANSITIONS[event];
  return transition.from.includes(state) ? transition.to : null;
}

/** One second of a run, over all its runners. */
export interface RunSecond {
  readonly timestampSeconds: number;
  readonly targetRequestsPerSecond: number;
  readonly requests: number;
  readonly errors: number;
  /** Requests that confinement refused where the tool dials. */
  readonly refused: number;
  readonly droppedIterations: number;
  readonly vus: number;
  /** Latency of this second's requests; null where there was none. */
  readonly p50Seconds: number | null;
  readonly p95Seconds: number | null;
  readonly p99Seconds: number | null;
}

/** A run's record. Time stamps in Unix seconds. */
export interface RunRecord {
  readonly id: string;
  readonly test: string;
  readonly service: string;
  readonly driver: string;
  readonly actor: string;
  readonly state: RunState;
  readonly targetRequestsPerSecond: number;
  readonly ceilingRequestsPerSecond: number;
  readonly durationSeconds: number;
  /** Runners that share the load. */
  readonly runners: number;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly verdict: Verdict | null;
  readonly reason: string | null;
  /** Things worth knowing that are not errors: refused addresses, dropped iterations, a tool's version. */
  readonly notices: readonly string[];
  readonly totals: { readonly requests: number; readonly errors: number; readonly refused: number };
  /** Latency over the whole run; null before the first request. */
  readonly latency: { readonly p50Seconds: number; readonly p95Seconds: number; readonly p99Seconds: number } | null;
  readonly seconds: readonly RunSecond[];
}
