import type { Clock } from '../../core/clock.ts';
import type { FittedForecast, ForecastDistribution } from '../../core/forecast.ts';
import type { RegularSeries } from '../../core/series.ts';
import type { Signal } from '../../core/signal.ts';
import type { SignalForecast } from '../../core/snapshot.ts';
import { HORIZONS, HORIZON_SECONDS } from '../../core/vocabularies.ts';
import type { ForecastModelName, Horizon } from '../../core/vocabularies.ts';

/** A forecast as of one step of the past; it holds until the next step is known or the model is fitted anew. */
export interface ForecastBase {
  readonly signal: Signal;
  readonly model: ForecastModelName;
  readonly distribution: ForecastDistribution;
  readonly peakWithin: ReadonlyMap<Horizon, Float64Array>;
}

/** Index of the step that a time falls on, rounded; null beyond the forecast. */
function stepAt(distribution: ForecastDistribution, seconds: number): number | null {
  const index = Math.round((seconds - distribution.startSeconds) / distribution.stepSeconds);
  // "Now" lies between the last known step and the first of the forecast, and may round to the former.
  return index >= (distribution.quantiles[0]?.length ?? 0) ? null : Math.max(0, index);
}

/** Steps that each horizon spans from now; horizons that the forecast does not reach are left out. */
function horizonSteps(distribution: ForecastDistribution, clock: Clock): Map<Horizon, number> {
  const steps = new Map<Horizon, number>();
  for (const horizon of HORIZONS) {
    const step = stepAt(distribution, clock.nowSeconds() + HORIZON_SECONDS[horizon] * clock.scale);
    if (step !== null) steps.set(horizon, step);
  }
  return steps;
}

/** Every step of the next day, and the highest value within each horizon. The costly part: once for each step. */
export function forecastBase(
  signal: Signal,
  model: ForecastModelName,
  fitted: FittedForecast,
  history: RegularSeries,
  clock: Clock,
  steps: number,
): ForecastBase {
  const distribution = fitted.forecast(history, steps);
  const within = [...horizonSteps(distribution, clock)];
  const peaks = fitted.peaks(
    history,
    within.map(([, step]) => step + 1),
  );
  const peakWithin = new Map(within.map(([horizon], i) => [horizon, peaks[i] ?? new Float64Array()] as const));
  return { signal, model, distribution, peakWithin };
}

/** The forecast as of now: the quantiles at each horizon, counted from this moment. */
export function signalForecast(base: ForecastBase, clock: Clock): SignalForecast {
  const atHorizon = new Map<Horizon, Float64Array>();
  for (const [horizon, step] of horizonSteps(base.distribution, clock)) {
    atHorizon.set(
      horizon,
      Float64Array.from(base.distribution.quantiles, (path) => path[step] ?? NaN),
    );
  }
  return { ...base, atHorizon };
}
