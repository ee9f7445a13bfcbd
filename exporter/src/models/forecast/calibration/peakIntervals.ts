import { FORECAST_GRID } from '../../../core/vocabularies.ts';
import { median } from '../../median.ts';
import { empiricalQuantiles, pinballLoss, widened } from './empiricalQuantiles.ts';
import { smallSampleWidening, type BacktestPaths } from './backtestPaths.ts';
import type { SeasonContext } from '../points/seasonContext.ts';

/** Share of the forecast path's highest value in the expected peak; the rest is the median of past days' peaks. */
const PATH_SHARES = [0, 0.5, 1] as const;

/** Quantiles of the highest value within n steps. Plain data. */
export interface PeakCalibration {
  readonly pathShare: number;
  /** Whether errors are taken to be proportional to the expected peak. */
  readonly proportional: boolean;
  /** Values of n, ascending; between them errors are interpolated. */
  readonly rungs: readonly number[];
  /** For each rung, quantiles of (actual − expected) on FORECAST_GRID, divided by expected where proportional. */
  readonly quantiles: readonly (readonly number[])[];
}

const DAYS = 14;

/** Expected peaks of every origin and rung under each share, and the actual ones; row-major by origin. */
interface PeakTable {
  readonly rungs: readonly number[];
  readonly actual: Float64Array;
  readonly ofPath: Float64Array;
  readonly ofPast: Float64Array;
  readonly widening: number;
}

/** Calibrates peaks on `past`: the way to expect them is chosen on its later half, errors are taken from all of it. */
export function fitPeaks(past: BacktestPaths): PeakCalibration {
  const table = peakTable(past);
  const half = past.origins.length >> 1;
  let best: PeakCalibration | null = null;
  let least = Infinity;
  for (const pathShare of PATH_SHARES) {
    for (const proportional of [false, true]) {
      const early = fromErrors(table, pathShare, proportional, 0, half);
      const loss = lossOf(table, early, half, past.origins.length);
      if (best === null || loss < least * 0.995) {
        least = loss;
        best = early;
      }
    }
  }
  const { pathShare, proportional } = best!;
  return fromErrors(table, pathShare, proportional, 0, past.origins.length);
}

/** Quantiles on FORECAST_GRID of the highest value within the first `within` steps from `origin`. */
export function peakQuantiles(
  calibration: PeakCalibration,
  context: SeasonContext,
  origin: number,
  path: Float64Array,
  within: number,
): Float64Array {
  const ofPath = highest(path, 0, within);
  const expected = mix(calibration.pathShare, ofPath, pastPeak(context, origin, within));
  const out = new Float64Array(FORECAST_GRID.length);
  around(calibration, expected, within, out);
  return out;
}

/** Writes the quantiles around an expected peak into `out`. */
function around(calibration: PeakCalibration, expected: number, within: number, out: Float64Array): void {
  const { rungs, quantiles, proportional } = calibration;
  let rung = 0;
  while (rung < rungs.length - 1 && within >= rungs[rung + 1]!) rung++;
  const next = Math.min(rung + 1, rungs.length - 1);
  const width = rungs[next]! - rungs[rung]!;
  const share = width > 0 ? Math.max(0, Math.min(1, (within - rungs[rung]!) / width)) : 0;
  const [near, far] = [quantiles[rung]!, quantiles[next]!];
  const scale = proportional ? Math.max(expected, 0) : 1;
  for (let p = 0; p < out.length; p++) out[p] = expected + scale * (near[p]! + share * (far[p]! - near[p]!));
}

function peakTable(past: BacktestPaths): PeakTable {
  const steps = past.paths[0]?.length ?? 1;
  const rungs = ladder(steps);
  const size = past.origins.length * rungs.length;
  const cells = (): Float64Array => new Float64Array(size);
  const widening = smallSampleWidening(past);
  const table = { rungs, actual: cells(), ofPath: cells(), ofPast: cells(), widening };
  past.origins.forEach((origin, at) => {
    rungs.forEach((rung, r) => {
      const cell = at * rungs.length + r;
      table.actual[cell] = origin + rung <= past.until ? knownPeak(past.context, origin, rung) : NaN;
      if (Number.isNaN(table.actual[cell])) return;
      table.ofPath[cell] = highest(past.paths[at]!, 0, rung);
      table.ofPast[cell] = pastPeak(past.context, origin, rung);
    });
  });
  return table;
}

function fromErrors(
  table: PeakTable,
  pathShare: number,
  proportional: boolean,
  from: number,
  to: number,
): PeakCalibration {
  const fitted: number[][] = [];
  table.rungs.forEach((_, r) => {
    const errors: number[] = [];
    for (let at = from; at < to; at++) {
      const cell = at * table.rungs.length + r;
      const expected = mix(pathShare, table.ofPath[cell]!, table.ofPast[cell]!);
      const error = (table.actual[cell]! - expected) / (proportional ? Math.max(expected, 1e-300) : 1);
      if (Number.isFinite(error) && Math.abs(error) < 1e300) errors.push(error);
    }
    const quantiles = widened(empiricalQuantiles(Float64Array.from(errors).sort(), FORECAST_GRID), table.widening);
    fitted.push(errors.length > 0 || r === 0 ? quantiles : fitted[r - 1]!);
  });
  return { pathShare, proportional, rungs: table.rungs, quantiles: fitted };
}

function lossOf(table: PeakTable, calibration: PeakCalibration, from: number, to: number): number {
  const quantiles = new Float64Array(FORECAST_GRID.length);
  let loss = 0;
  for (let at = from; at < to; at++) {
    table.rungs.forEach((rung, r) => {
      const cell = at * table.rungs.length + r;
      if (Number.isNaN(table.actual[cell])) return;
      const expected = mix(calibration.pathShare, table.ofPath[cell]!, table.ofPast[cell]!);
      around(calibration, expected, rung, quantiles);
      loss += pinballLoss(table.actual[cell]!, quantiles, FORECAST_GRID);
    });
  }
  return loss;
}

/** 1, 2, 3, 4, 6, 9, … up to all steps. */
function ladder(steps: number): number[] {
  const rungs: number[] = [];
  for (let rung = 1; rung < steps; rung = Math.max(rung + 1, Math.ceil(rung * 1.5))) rungs.push(rung);
  return [...rungs, steps];
}

function mix(pathShare: number, ofPath: number, ofPast: number): number {
  return pathShare * ofPath + (1 - pathShare) * ofPast;
}

/** Highest known value from `origin`, NaN where a fifth or more of the values is unknown. */
function knownPeak(context: SeasonContext, origin: number, within: number): number {
  let top = -Infinity;
  let known = 0;
  for (let i = origin; i < origin + within; i++) {
    const value = context.known[i]!;
    if (!Number.isFinite(value)) continue;
    known += 1;
    if (value > top) top = value;
  }
  return known > 0.8 * within ? top : NaN;
}

/** Median over the last 14 days of the highest value within as many steps from the same time of day. */
function pastPeak(context: SeasonContext, origin: number, within: number): number {
  const whole = Math.ceil(within / context.season) * context.season;
  const peaks: number[] = [];
  for (let start = origin - whole; start >= 0 && peaks.length < DAYS; start -= context.season) {
    peaks.push(highest(context.values, start, start + within));
  }
  return peaks.length > 0 ? median(Float64Array.from(peaks)) : highest(context.values, 0, origin);
}

function highest(values: Float64Array, from: number, to: number): number {
  let top = -Infinity;
  for (let i = from; i < to; i++) if (values[i]! > top) top = values[i]!;
  return top;
}
