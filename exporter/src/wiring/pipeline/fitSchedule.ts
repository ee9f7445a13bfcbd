import type { Clock } from '../../core/clock.ts';
import type { Decision } from '../../core/decision.ts';
import type { ModelPool } from '../../models/modelPool.ts';
import type { ServiceWatch } from './serviceWatch.ts';

/** A service whose past was too short is looked at again after this share of the refit time. */
const RETRY_SHARE = 1 / 12;

/** What the schedule works with. */
export interface FitScheduleOptions {
  readonly clock: Clock;
  readonly pool: ModelPool;
  readonly services: readonly ServiceWatch[];
  /** Real seconds between two fits of one service. */
  readonly refitSeconds: number;
  readonly onDecision: (decision: Decision) => void;
  readonly onError: (message: string, error: unknown) => void;
}

/**
 * Fits one service after the other, those never fitted first, then those whose fit is older than the refit time. One at a
 * time: fitting takes a thread of its own, and serving must not wait for cores.
 */
export class FitSchedule {
  readonly #options: FitScheduleOptions;
  readonly #notBefore = new Map<string, number>();
  #busy: Promise<void> | null = null;
  #closed = false;

  constructor(options: FitScheduleOptions) {
    this.#options = options;
  }

  /** Starts on what is due, unless it is at it already. Called after each cycle. */
  nudge(): void {
    if (this.#busy !== null || this.#closed) return;
    this.#busy = this.#work().finally(() => (this.#busy = null));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#busy;
  }

  async #work(): Promise<void> {
    for (let next = this.#due(); next !== null && !this.#closed; next = this.#due()) {
      await this.#fit(next);
    }
  }

  #due(): ServiceWatch | null {
    const { services, clock } = this.#options;
    const nowSeconds = clock.nowSeconds();
    const due = services.filter((service) => nowSeconds >= (this.#notBefore.get(service.name) ?? 0));
    return due.sort((a, b) => (a.fittedSeconds ?? 0) - (b.fittedSeconds ?? 0))[0] ?? null;
  }

  async #fit(service: ServiceWatch): Promise<void> {
    const { clock, pool, refitSeconds, onDecision, onError } = this.#options;
    const first = service.fittedSeconds === null;
    let found: readonly string[] = [];
    try {
      found = await service.fit(pool);
    } catch (error) {
      if (!this.#closed) onError(`fitting the models of ${service.name} failed`, error);
    }
    const wait = found.length > 0 ? refitSeconds : refitSeconds * RETRY_SHARE;
    this.#notBefore.set(service.name, clock.nowSeconds() + wait);
    if (found.length === 0) return;
    onDecision({
      timestampSeconds: clock.nowSeconds(),
      kind: first ? 'models_fitted' : 'models_refitted',
      subject: service.name,
      choice: 'ensemble',
      reason: `${found.join('; ')}.`,
      actor: 'loadstar',
    });
  }
}
