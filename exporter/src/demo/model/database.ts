import type { Random } from '../../core/random.ts';
import { sampleDuration } from './sampleDuration.ts';
import type { Scheduler } from './scheduler.ts';
import type { DurationPlan } from './shopPlan.ts';

/** How many times a query takes longer on top, among very many: its pages are no longer in memory, its locks are held. */
const MOST_SLOWDOWN = 4;

/** A service's database, shared by its instances: `concurrency` queries at once bring half of the slowdown there is. */
export class Database {
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #concurrency: number;
  #inFlight = 0;

  constructor(scheduler: Scheduler, random: Random, concurrency: number) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#concurrency = concurrency;
  }

  /** Runs one query; `done` learns how long it took, in seconds. */
  query(plan: DurationPlan, done: (seconds: number) => void): void {
    const others = this.#inFlight;
    this.#inFlight += 1;
    const startedSeconds = this.#scheduler.nowSeconds();
    const seconds = sampleDuration(plan, this.#random) * (1 + (MOST_SLOWDOWN * others) / (others + this.#concurrency));
    this.#scheduler.after(seconds, () => {
      this.#inFlight -= 1;
      done(this.#scheduler.nowSeconds() - startedSeconds);
    });
  }
}
