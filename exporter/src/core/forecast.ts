import type { RegularSeries } from './series.ts';
import type { ForecastModelName } from './vocabularies.ts';

/**
 * A distribution for every step of the future. Step 0 is the step after the last one known (`startSeconds`);
 * `quantiles[p][i]` is the quantile of probability `probabilities[p]` at startSeconds + i * stepSeconds. Finite, and not
 * falling in p.
 */
export interface ForecastDistribution {
  readonly startSeconds: number;
  readonly stepSeconds: number;
  readonly probabilities: readonly number[];
  readonly quantiles: readonly Float64Array[];
}

/** How a model fared on rolling origins of its own past; nothing of the future it forecasts was used. */
export interface BacktestReport {
  readonly origins: number;
  /** Mean absolute error relative to daily seasonal naive's on the same origins; below 1 is better than it. */
  readonly relativeError: number;
  /** Share of actual values within the 0.05–0.95 interval; 0.9 is perfect. */
  readonly intervalCoverageRatio: number;
}

/** A fitted model as plain data that its module can restore. */
export interface SerializedModel {
  readonly model: string;
  readonly version: number;
  readonly data: unknown;
}

/** A forecast model that has seen data. */
export interface FittedForecast {
  readonly backtest: BacktestReport;
  /** The next `steps` steps after `history`, on the fitted step. Pure; history may have gaps (NaN). */
  forecast(history: RegularSeries, steps: number): ForecastDistribution;
  /**
   * Quantiles of the highest value within the first n steps, for each n of `withinSteps`; one row for each n, one column
   * for each probability of the grid.
   */
  peaks(history: RegularSeries, withinSteps: readonly number[]): readonly Float64Array[];
  serialize(): SerializedModel;
}

/** What a forecast model must be told besides the series. */
export interface ForecastParams {
  /** Steps in a day of the watched service. */
  readonly stepsPerDay: number;
  /** Steps to forecast at most: backtests and calibration reach this far. */
  readonly horizonSteps: number;
  /** Lowest value the signal can take (0 for all of today's signals), and the highest for ratios that end at 1. */
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * A forecast model before it has seen data. Pure: no clock, no I/O, all randomness from `seed`. Returns null when the
 * history is too short for it (it says how much it needs in `minimumDays`).
 */
export interface ForecastModel {
  readonly name: ForecastModelName;
  readonly minimumDays: number;
  fit(history: RegularSeries, params: ForecastParams, seed: number): FittedForecast | null;
  restore(serialized: SerializedModel): FittedForecast;
}
