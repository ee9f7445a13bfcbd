import type { Scheduler } from '../model/scheduler.ts';

/** Real timers on a clock that never jumps. `close()` forgets what has not run yet, so that nothing outlives the shop. */
export class LiveScheduler implements Scheduler {
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  nowSeconds(): number {
    return (performance.timeOrigin + performance.now()) / 1000;
  }

  after(delaySeconds: number, task: () => void): void {
    if (this.#closed) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        task();
      },
      Math.round(delaySeconds * 1000),
    );
    this.#timers.add(timer);
  }

  /** Ends all waiting tasks; later ones are not taken. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
