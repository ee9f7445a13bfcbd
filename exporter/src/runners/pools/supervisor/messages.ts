import type { GateTarget, RunnerCommand, RunnerExit } from '../../../core/runnerPool.ts';

/** What the exporter tells a supervisor, over the pipe between them. */
export type ToSupervisor =
  | { readonly type: 'launch'; readonly command: RunnerCommand }
  /** The exporter lives: the lease starts anew. */
  | { readonly type: 'renew' }
  | { readonly type: 'target'; readonly sequence: number; readonly target: GateTarget }
  | { readonly type: 'terminate'; readonly graceSeconds: number };

/** What a supervisor tells the exporter. */
export type FromSupervisor =
  /** The program runs. */
  | { readonly type: 'started'; readonly pid: number; readonly gateUrl: string; readonly notices: readonly string[] }
  /** It could not be started; the supervisor ends. */
  | { readonly type: 'failed'; readonly reason: string }
  /** The gate has the target of this sequence number. */
  | { readonly type: 'acknowledged'; readonly sequence: number }
  | { readonly type: 'exited'; readonly exit: RunnerExit };

/** Time without renewal after which the gate lets nothing through. */
export const LEASE_SECONDS = 5;
