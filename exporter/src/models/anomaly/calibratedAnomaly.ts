import type { AnomalyParams, FeatureRows, FittedAnomaly } from '../../core/anomaly.ts';
import type { SerializedModel } from '../../core/forecast.ts';
import type { AnomalyModelName } from '../../core/vocabularies.ts';
import { median } from '../median.ts';
import { columnSample } from './columnSample.ts';
import { calibratedScore, calibrateTail, type TailCalibration } from './tailCalibration.ts';

const VERSION = 1;

/** Raw scores on a scale of the model's own; higher is more anomalous. */
export interface RawScorer<Data> {
  /** Columns that it was fitted to. */
  readonly columns: readonly string[];
  score(rows: FeatureRows): Float64Array;
  /** Plain data that it can be made from again. */
  pack(): Data;
}

interface Calibrated {
  readonly calibration: TailCalibration;
  /** Median of each column over past rows: what is usual. */
  readonly usual: readonly number[];
}

/** Calibrates a raw scorer on the rows it was fitted to. */
export function calibratedAnomaly<Data>(
  name: AnomalyModelName,
  scorer: RawScorer<Data>,
  rows: FeatureRows,
  params: AnomalyParams,
): FittedAnomaly {
  if (!(params.falseAlarmRatio > 0 && params.falseAlarmRatio < 0.5)) {
    throw new RangeError(`falseAlarmRatio must lie between 0 and 0.5, not ${params.falseAlarmRatio}`);
  }
  const calibration = calibrateTail(scorer.score(rows), params.falseAlarmRatio);
  return fittedFrom(name, scorer, { calibration, usual: columnMedians(rows) });
}

/** The fitted model out of its serialized form; a RangeError names a model or version that does not fit. */
export function restoreCalibration<Data>(
  name: AnomalyModelName,
  scorerOf: (data: Data) => RawScorer<Data>,
  serialized: SerializedModel,
): FittedAnomaly {
  if (serialized.model !== name || serialized.version !== VERSION) {
    throw new RangeError(
      `cannot restore ${serialized.model} version ${serialized.version}: expected ${name} version ${VERSION}; fit it again`,
    );
  }
  const { raw, calibration, usual } = serialized.data as Calibrated & { readonly raw: Data };
  return fittedFrom(name, scorerOf(raw), { calibration, usual });
}

function fittedFrom<Data>(name: AnomalyModelName, scorer: RawScorer<Data>, data: Calibrated): FittedAnomaly {
  const score = (rows: FeatureRows): Float64Array => {
    checkColumns(scorer.columns, rows.columns);
    return scorer.score(rows).map((raw) => calibratedScore(data.calibration, raw));
  };
  return {
    score,
    contributions: (rows) => contributionsByReplacement(rows, data.usual, score),
    serialize: () => ({ model: name, version: VERSION, data: { raw: scorer.pack(), ...data } }),
  };
}

/**
 * A column's contribution is how much the score falls when that column is what is usual; shares of the falls sum to 1.
 * Where no single column explains anything, all share alike.
 */
function contributionsByReplacement(
  rows: FeatureRows,
  usual: readonly number[],
  score: (rows: FeatureRows) => Float64Array,
): Float64Array {
  const width = rows.columns.length;
  const full = score(rows);
  const falls = new Float64Array(rows.values.length);
  const values = Float64Array.from(rows.values);
  for (let c = 0; c < width; c++) {
    for (let row = 0; row < rows.count; row++) values[row * width + c] = usual[c]!;
    const without = score({ ...rows, values });
    for (let row = 0; row < rows.count; row++) {
      falls[row * width + c] = Math.max(0, full[row]! - without[row]!);
      values[row * width + c] = rows.values[row * width + c]!;
    }
  }
  return sharesPerRow(falls, width);
}

/** Rows of non-negative numbers made to sum to 1 each; a row of zeros becomes equal shares. */
export function sharesPerRow(amounts: Float64Array, width: number): Float64Array {
  const shares = Float64Array.from(amounts);
  for (let start = 0; start < shares.length; start += width) {
    let sum = 0;
    for (let c = 0; c < width; c++) sum += amounts[start + c]!;
    for (let c = 0; c < width; c++) shares[start + c] = sum > 0 ? amounts[start + c]! / sum : 1 / width;
  }
  return shares;
}

function columnMedians(rows: FeatureRows): number[] {
  return rows.columns.map((_, c) => median(columnSample(rows, c)));
}

function checkColumns(fitted: readonly string[], given: readonly string[]): void {
  if (fitted.length === given.length && fitted.every((column, c) => column === given[c])) return;
  throw new RangeError(`the model was fitted to the columns ${fitted.join(', ')}; these rows have ${given.join(', ')}`);
}
