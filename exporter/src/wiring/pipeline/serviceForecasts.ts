import type { Clock } from '../../core/clock.ts';
import type { FittedForecast, ForecastParams } from '../../core/forecast.ts';
import { isSignal } from '../../core/signal.ts';
import type { Signal } from '../../core/signal.ts';
import type { ModelSnapshot, SignalForecast } from '../../core/snapshot.ts';
import type { ForecastModelName } from '../../core/vocabularies.ts';
import { FORECAST_MODEL_REGISTRY } from '../../models/forecast/registry.ts';
import type { ModelPool } from '../../models/modelPool.ts';
import { ModelFits } from './modelFits.ts';
import type { KeepModel, KeptModel } from './modelKeeper.ts';
import { forecastBase, signalForecast } from './signalForecast.ts';
import type { ForecastBase } from './signalForecast.ts';
import type { WatchedPast } from './watchedPast.ts';

/** The model that is published; it weighs the others by their backtests. */
const PUBLISHED: ForecastModelName = 'ensemble';

/** Signals that cannot pass 1; all are at least 0. */
const MAXIMUM: Readonly<Partial<Record<Signal, number>>> = { error_ratio: 1 };

interface FittedSignal {
  readonly fitted: FittedForecast;
  /** Forecast as of one step; null until it was asked for. */
  base: ForecastBase | null;
  baseStepSeconds: number;
}

/** The forecasts of one service: one fitted model for each signal, renewed at each step of the past. */
export class ServiceForecasts {
  readonly #past: WatchedPast;
  readonly #clock: Clock;
  readonly #signals = new Map<Signal, FittedSignal>();
  readonly #fits = new ModelFits('forecast', PUBLISHED);
  readonly #keep: KeepModel;

  constructor(past: WatchedPast, clock: Clock, keep: KeepModel) {
    this.#past = past;
    this.#clock = clock;
    this.#keep = keep;
  }

  /** Takes models of an earlier life up again. @throws what a model throws that it cannot be restored from */
  restore({ part, serialized }: KeptModel): void {
    const model = FORECAST_MODEL_REGISTRY[PUBLISHED];
    if (model === undefined || !isSignal(part)) return;
    this.#signals.set(part, { fitted: model.restore(serialized), base: null, baseStepSeconds: NaN });
  }

  /**
   * Fits every signal that has enough past, in the pool's threads. Gives what it found, a clause for each fitted signal.
   * @throws what the pool throws; signals fitted before then stay
   */
  async fit(pool: ModelPool, seed: number): Promise<readonly string[]> {
    const model = FORECAST_MODEL_REGISTRY[PUBLISHED];
    if (model === undefined) throw new Error(`no forecast model "${PUBLISHED}"`);
    const found: string[] = [];
    for (const signal of this.#past.signals(null)) {
      const startedAt = performance.now();
      const serialized = await pool
        .fitForecast(PUBLISHED, this.#past.whole(signal), this.#params(signal), seed)
        .catch((error: unknown) => {
          this.#fits.failed();
          throw error;
        });
      if (serialized === null) continue;
      const fitted = model.restore(serialized);
      this.#signals.set(signal, { fitted, base: null, baseStepSeconds: NaN });
      this.#keep({ kind: 'forecast', part: signal, context: null, serialized });
      const { relativeError, intervalCoverageRatio, origins } = fitted.backtest;
      // The figures published are demand's; other signals stand in the decision log.
      if (signal === 'requests_per_second' || found.length === 0) {
        this.#fits.succeeded({
          durationSeconds: (performance.now() - startedAt) / 1000,
          timestampSeconds: this.#clock.nowSeconds(),
          relativeError,
          coverageRatio: intervalCoverageRatio,
        });
      }
      found.push(
        `${signal}: error ${relativeError.toFixed(2)} of daily seasonal naive's on ${origins} origins, ` +
          `interval coverage ${intervalCoverageRatio.toFixed(2)}`,
      );
    }
    return found;
  }

  /** Forecasts of the given signals as of now; signals without a fitted model are left out. */
  current(signals: readonly Signal[]): SignalForecast[] {
    return signals.flatMap((signal) => {
      const entry = this.#signals.get(signal);
      if (entry === undefined) return [];
      return [signalForecast(this.#base(signal, entry), this.#clock)];
    });
  }

  snapshot(): ModelSnapshot {
    return this.#fits.snapshot();
  }

  #base(signal: Signal, entry: FittedSignal): ForecastBase {
    const stepSeconds = this.#past.lastStepSeconds();
    if (entry.base === null || entry.baseStepSeconds !== stepSeconds) {
      entry.base = forecastBase(
        signal,
        PUBLISHED,
        entry.fitted,
        this.#past.whole(signal),
        this.#clock,
        this.#horizonSteps(),
      );
      entry.baseStepSeconds = stepSeconds;
    }
    return entry.base;
  }

  /** A day, and the steps that "now + a day" may lie beyond it. */
  #horizonSteps(): number {
    return this.#past.stepsPerDay + 2;
  }

  #params(signal: Signal): ForecastParams {
    return {
      stepsPerDay: this.#past.stepsPerDay,
      horizonSteps: this.#horizonSteps(),
      minimum: 0,
      maximum: MAXIMUM[signal] ?? Infinity,
    };
  }
}
