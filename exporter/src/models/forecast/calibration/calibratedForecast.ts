import type {
  BacktestReport,
  FittedForecast,
  ForecastDistribution,
  ForecastParams,
  SerializedModel,
} from '../../../core/forecast.ts';
import type { RegularSeries } from '../../../core/series.ts';
import { FORECAST_GRID, type ForecastModelName } from '../../../core/vocabularies.ts';
import { backtest } from './backtest.ts';
import { fitIntervals, intervalAt, type IntervalCalibration } from './intervals.ts';
import { fitPeaks, peakQuantiles, type PeakCalibration } from './peakIntervals.ts';
import type { PointLearner } from '../points/pointLearner.ts';
import { rollingOrigins } from './rollingOrigins.ts';
import { seasonContext, type SeasonContext } from '../points/seasonContext.ts';

const VERSION = 1;
/** Older values are not looked at: habits change, and time is short. */
const MAX_DAYS = 56;

/** All that a fitted model knows; plain data. */
interface CalibratedData<Data> {
  /** The highest value may be infinite, which JSON cannot say: null then. */
  readonly params: Omit<ForecastParams, 'maximum'> & { readonly maximum: number | null };
  readonly stepSeconds: number;
  /** Stands in where a history holds nothing at all. */
  readonly typicalLevel: number;
  readonly points: Data;
  readonly intervals: IntervalCalibration;
  readonly peaks: PeakCalibration;
  readonly backtest: BacktestReport;
}

/**
 * Fits a learner of point forecasts and puts calibrated intervals around it. Intervals and peaks come from
 * out-of-sample errors on rolling origins (split conformal prediction, Vovk et al. 2005, with scaled residuals); the
 * report's coverage is measured on the last third of the origins with a calibration from the first two.
 */
export function fitCalibrated<Data>(
  name: ForecastModelName,
  learner: PointLearner<Data>,
  minimumDays: number,
  history: RegularSeries,
  params: ForecastParams,
): FittedForecast | null {
  const { stepsPerDay: season, horizonSteps } = params;
  const known = sinceFirstKnown(history.values, season);
  if (known.length < minimumDays * season || countKnown(known) < (minimumDays * season) / 2) return null;
  const startSeconds = history.startSeconds + (history.values.length - known.length) * history.stepSeconds;
  const context = seasonContext(known, season, params.minimum);
  const origins = rollingOrigins(known.length, season);
  const { paths, data } = learner.learn(context, origins, horizonSteps);
  const whole = {
    context,
    phase: phaseOf(startSeconds, history.stepSeconds, season),
    origins,
    paths,
    until: known.length,
  };
  const { report, scale } = backtest(whole);
  return restoreCalibrated(name, learner, {
    model: name,
    version: VERSION,
    data: {
      params: { ...params, maximum: Number.isFinite(params.maximum) ? params.maximum : null },
      stepSeconds: history.stepSeconds,
      typicalLevel: mean(context.values),
      points: data,
      intervals: fitIntervals(whole, scale),
      peaks: fitPeaks(whole),
      backtest: report,
    } satisfies CalibratedData<Data>,
  });
}

/**
 * The fitted model out of what {@link FittedForecast.serialize} gave; a RangeError names a model or version that does
 * not fit.
 */
export function restoreCalibrated<Data>(
  name: ForecastModelName,
  learner: PointLearner<Data>,
  serialized: SerializedModel,
): FittedForecast {
  if (serialized.model !== name || serialized.version !== VERSION) {
    throw new RangeError(
      `cannot restore ${serialized.model} version ${serialized.version}: expected ${name} version ${VERSION}; fit it again`,
    );
  }
  const data = serialized.data as CalibratedData<Data>;
  return {
    backtest: data.backtest,
    forecast: (history, steps) => forecast(data, learner, history, steps),
    peaks: (history, withinSteps) => peaks(data, learner, history, withinSteps),
    serialize: () => serialized,
  };
}

function forecast<Data>(
  data: CalibratedData<Data>,
  learner: PointLearner<Data>,
  history: RegularSeries,
  steps: number,
): ForecastDistribution {
  const { context, phase } = contextOf(data, history);
  const origin = context.values.length;
  const path = learner.path(data.points, context, origin, steps);
  const quantiles = FORECAST_GRID.map(() => new Float64Array(steps));
  const row = new Float64Array(FORECAST_GRID.length);
  for (let i = 0; i < steps; i++) {
    intervalAt(data.intervals, path[i]!, i, (phase + origin + i) % context.season, row);
    clipRising(row, data.params);
    for (let p = 0; p < row.length; p++) quantiles[p]![i] = row[p]!;
  }
  return {
    startSeconds: history.startSeconds + history.values.length * history.stepSeconds,
    stepSeconds: history.stepSeconds,
    probabilities: FORECAST_GRID,
    quantiles,
  };
}

function peaks<Data>(
  data: CalibratedData<Data>,
  learner: PointLearner<Data>,
  history: RegularSeries,
  withinSteps: readonly number[],
): readonly Float64Array[] {
  const { context, phase } = contextOf(data, history);
  const origin = context.values.length;
  const path = learner.path(data.points, context, origin, Math.max(1, ...withinSteps));
  const step = new Float64Array(FORECAST_GRID.length);
  const floor = new Float64Array(FORECAST_GRID.length).fill(data.params.minimum);
  let reached = 0;
  const order = withinSteps.map((_, i) => i).sort((a, b) => withinSteps[a]! - withinSteps[b]!);
  const out: Float64Array[] = withinSteps.map(() => new Float64Array());
  let shorter: Float64Array | null = null;
  for (const i of order) {
    const within = Math.max(1, withinSteps[i]!);
    const row = peakQuantiles(data.peaks, context, origin, path, within);
    // A highest value is at least each of the values, quantile by quantile.
    for (; reached < within; reached++) {
      intervalAt(data.intervals, path[reached]!, reached, (phase + origin + reached) % context.season, step);
      for (let p = 0; p < step.length; p++) floor[p] = Math.max(floor[p]!, step[p]!);
    }
    for (let p = 0; p < row.length; p++) row[p] = Math.max(row[p]!, floor[p]!);
    clipRising(row, data.params);
    // What is reached within a shorter time is reached within a longer one.
    for (let p = 0; p < row.length; p++) row[p] = Math.max(row[p]!, shorter?.[p] ?? -Infinity);
    out[i] = row;
    shorter = row;
  }
  return out;
}

function contextOf<Data>(
  data: CalibratedData<Data>,
  history: RegularSeries,
): { context: SeasonContext; phase: number } {
  if (history.stepSeconds !== data.stepSeconds) {
    throw new RangeError(
      `the model was fitted on steps of ${data.stepSeconds} s, the history has ${history.stepSeconds} s`,
    );
  }
  const season = data.params.stepsPerDay;
  // The longest look back is four weeks; an empty history is one of the typical level.
  const used = history.values.length > 0 ? history.values.subarray(-29 * season) : Float64Array.of(NaN);
  const startSeconds = history.startSeconds + (history.values.length - used.length) * history.stepSeconds;
  const context = seasonContext(used, season, data.typicalLevel);
  return { context, phase: phaseOf(startSeconds, history.stepSeconds, season) };
}

function clipRising(row: Float64Array, params: CalibratedData<unknown>['params']): void {
  const maximum = params.maximum ?? Infinity;
  for (let p = 0; p < row.length; p++) {
    const value = Math.min(maximum, Math.max(params.minimum, row[p]!));
    row[p] = p > 0 ? Math.max(value, row[p - 1]!) : value;
  }
}

function sinceFirstKnown(values: Float64Array, season: number): Float64Array {
  const recent = values.subarray(-MAX_DAYS * season);
  const first = recent.findIndex((value) => Number.isFinite(value));
  return first < 0 ? new Float64Array() : recent.subarray(first);
}

function countKnown(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (Number.isFinite(value)) count += 1;
  return count;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length > 0 ? sum / values.length : 0;
}

function phaseOf(startSeconds: number, stepSeconds: number, season: number): number {
  return ((Math.round(startSeconds / stepSeconds) % season) + season) % season;
}
