import type { SeasonContext } from './seasonContext.ts';

/** What a learner found on a series. */
export interface LearnedPoints<Data> {
  /**
   * For each origin, forecasts of the steps from it on, made only with what the values before that origin taught. These
   * are the out-of-sample forecasts that backtests and calibration rest on.
   */
  readonly paths: readonly Float64Array[];
  /** What all of the series taught; plain data for {@link PointLearner.path}. */
  readonly data: Data;
}

/**
 * Learns point forecasts (medians); intervals are put around them by calibration, which is the same for every learner.
 */
export interface PointLearner<Data> {
  /** `origins` ascending; forecasts from origin o reach `steps` steps, also beyond the end of the series. */
  learn(context: SeasonContext, origins: readonly number[], steps: number): LearnedPoints<Data>;
  /** Forecasts of the `steps` values from `origin` (1 to values.length) on. Finite. */
  path(data: Data, context: SeasonContext, origin: number, steps: number): Float64Array;
}
