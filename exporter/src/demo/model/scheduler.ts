/**
 * What the shop's behaviour knows of time. The live shop waits with real timers, the past runs on a virtual clock; the
 * behaviour between them is the same code.
 */
export interface Scheduler {
  /** Now, Unix seconds with fraction. */
  nowSeconds(): number;
  /** Runs `task` once, `delaySeconds` (0 or more) from now, never before this call has returned. */
  after(delaySeconds: number, task: () => void): void;
}
