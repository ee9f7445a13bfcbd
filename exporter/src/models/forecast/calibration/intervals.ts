import { FORECAST_GRID } from '../../../core/vocabularies.ts';
import { smallSampleWidening, visitErrors, type BacktestPaths } from './backtestPaths.ts';
import { empiricalQuantiles, pinballLoss, widened } from './empiricalQuantiles.ts';
import {
  ERROR_SCALES,
  errorByTimeOfDay,
  levelFloor,
  scaleOf,
  type ErrorScale,
  type FittedErrorScale,
} from './errorScale.ts';

/** Intervals around point forecasts: quantiles of scaled out-of-sample errors for spans of steps ahead. Plain data. */
export interface IntervalCalibration extends FittedErrorScale {
  /** Middle of each span, in steps ahead, ascending. */
  readonly centres: readonly number[];
  /** For each span, quantiles of error / scale on FORECAST_GRID. */
  readonly quantiles: readonly (readonly number[])[];
}

const SPAN_ENDS_DAYS = [1 / 96, 1 / 24, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 1, 1.5, 2, 3, 5, 7];

/** Quantiles of the errors of `past`, which are taken to be proportional to `scale`. */
export function fitIntervals(past: BacktestPaths, scale: ErrorScale): IntervalCalibration {
  const steps = past.paths[0]?.length ?? 0;
  const { season } = past.context;
  const ends = spanEnds(season, steps);
  const centres = ends.map((end, i) => ((ends[i - 1] ?? 0) + end - 1) / 2);
  const bare = {
    scale,
    floor: levelFloor(past),
    byTimeOfDay: scale === 'time_of_day' ? errorByTimeOfDay(past) : [],
    centres,
  };
  const scaled: number[][] = ends.map(() => []);
  visitErrors(past, (error, ahead, level, phase) => {
    let span = 0;
    while (ahead >= ends[span]! && span < ends.length - 1) span++;
    scaled[span]!.push(error / scaleOf(bare, level, phase));
  });
  const widening = smallSampleWidening(past);
  const fitted: number[][] = [];
  scaled.forEach((errors, span) => {
    // A span that no origin reached speaks as the one before it.
    const quantiles = empiricalQuantiles(Float64Array.from(errors).sort(), FORECAST_GRID);
    fitted.push(errors.length > 0 || span === 0 ? widened(quantiles, widening) : fitted[span - 1]!);
  });
  return { ...bare, quantiles: fitted };
}

/** Quantiles on FORECAST_GRID around the point forecast `level`, `ahead` steps from the origin. */
export function intervalAt(
  calibration: IntervalCalibration,
  level: number,
  ahead: number,
  phase: number,
  out: Float64Array,
): void {
  const { centres, quantiles } = calibration;
  let span = 0;
  while (span < centres.length - 1 && ahead >= centres[span + 1]!) span++;
  const next = Math.min(span + 1, centres.length - 1);
  const width = centres[next]! - centres[span]!;
  const share = width > 0 ? Math.max(0, Math.min(1, (ahead - centres[span]!) / width)) : 0;
  const scale = scaleOf(calibration, level, phase);
  for (let p = 0; p < out.length; p++) {
    const near = quantiles[span]![p]!;
    out[p] = level + scale * (near + share * (quantiles[next]![p]! - near));
  }
}

/** The scale of errors with which intervals fitted on `past` fare best on `later`, by pinball loss. */
export function chooseScale(past: BacktestPaths, later: BacktestPaths): ErrorScale {
  let chosen: ErrorScale = 'constant';
  let least = Infinity;
  for (const scale of ERROR_SCALES) {
    const calibration = fitIntervals(past, scale);
    const quantiles = new Float64Array(FORECAST_GRID.length);
    let loss = 0;
    visitErrors(later, (error, ahead, level, phase) => {
      intervalAt(calibration, level, ahead, phase, quantiles);
      loss += pinballLoss(level + error, quantiles, FORECAST_GRID);
    });
    if (loss < least * 0.995) {
      least = loss;
      chosen = scale;
    }
  }
  return chosen;
}

/** Share of what came later that lies within the 0.05–0.95 interval; 0.9 where nothing came. */
export function coverage(calibration: IntervalCalibration, later: BacktestPaths): number {
  const low = FORECAST_GRID.indexOf(0.05);
  const high = FORECAST_GRID.indexOf(0.95);
  const quantiles = new Float64Array(FORECAST_GRID.length);
  let within = 0;
  let count = 0;
  visitErrors(later, (error, ahead, level, phase) => {
    intervalAt(calibration, level, ahead, phase, quantiles);
    count += 1;
    if (level + error >= quantiles[low]! && level + error <= quantiles[high]!) within += 1;
  });
  return count > 0 ? within / count : 0.9;
}

function spanEnds(season: number, steps: number): number[] {
  const ends = SPAN_ENDS_DAYS.map((days) => Math.max(1, Math.round(days * season)));
  return [...ends.filter((end, i) => end < steps && end > (ends[i - 1] ?? 0)), steps];
}
