import type { Clock } from '../../core/clock.ts';
import type { RegularSeries } from '../../core/series.ts';
import type { Signal } from '../../core/signal.ts';
import type { SeriesHistory } from '../../history/seriesHistory.ts';

/** Days that the features of the newest row look back at most (a week of usual values and a day of their spread). */
const FEATURE_DAYS = 9;

/** The past of one service as the models want it: whole steps up to the last one that is complete. */
export class WatchedPast {
  readonly #history: SeriesHistory;
  readonly #clock: Clock;
  readonly #service: string;

  constructor(history: SeriesHistory, clock: Clock, service: string) {
    this.#history = history;
    this.#clock = clock;
    this.#service = service;
  }

  get stepSeconds(): number {
    return this.#history.tiers.coarse.stepSeconds;
  }

  get stepsPerDay(): number {
    return Math.round(this.#clock.secondsPerDay / this.stepSeconds);
  }

  /** End of the last complete step, Unix seconds. */
  lastStepSeconds(): number {
    return Math.floor(this.#clock.nowSeconds() / this.stepSeconds) * this.stepSeconds;
  }

  signals(instance: string | null): Signal[] {
    return this.#history.signals(this.#service, instance);
  }

  /** All that is kept of one signal, from the service's first point on. */
  whole(signal: Signal, instance: string | null = null): RegularSeries {
    const startSeconds = this.#history.oldestSeconds(this.#service) ?? this.lastStepSeconds();
    return this.#coarse(signal, instance, startSeconds);
  }

  /** The last `days` days of one signal. */
  lastDays(days: number, signal: Signal, instance: string | null = null): RegularSeries {
    return this.#coarse(signal, instance, this.lastStepSeconds() - days * this.#clock.secondsPerDay);
  }

  /** Signals on one grid, as far back as the features of the newest row look. */
  featurePast(signals: readonly Signal[], instance: string | null): Map<Signal, RegularSeries> {
    return new Map(signals.map((signal) => [signal, this.lastDays(FEATURE_DAYS, signal, instance)]));
  }

  /** Newest readings of the signals, finer than the models' step. */
  featureRecent(signals: readonly Signal[], instance: string | null): Map<Signal, RegularSeries> {
    const endSeconds = this.#clock.nowSeconds();
    const startSeconds = endSeconds - 2 * this.stepSeconds;
    return new Map(
      signals.map((signal) => [
        signal,
        this.#history.fine({ service: this.#service, instance, signal }, { startSeconds, endSeconds }),
      ]),
    );
  }

  #coarse(signal: Signal, instance: string | null, startSeconds: number): RegularSeries {
    return this.#history.coarse(
      { service: this.#service, instance, signal },
      { startSeconds, endSeconds: this.lastStepSeconds() },
    );
  }
}
