import type { AnomalyModel, FeatureRows } from '../../core/anomaly.ts';
import { median } from '../median.ts';
import { calibratedAnomaly, restoreCalibration, type RawScorer } from './calibratedAnomaly.ts';
import { columnSample } from './columnSample.ts';

const NAME = 'residual';
const MINIMUM_ROWS = 32;
/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const MAD_TO_SIGMA = 1.4826;
/** A single deviation beyond this says no more; it keeps one wild column from drowning the others. */
const MAX_DEVIATION = 50;

interface ResidualData {
  readonly columns: readonly string[];
  readonly centres: readonly number[];
  readonly scales: readonly number[];
}

/**
 * How far the columns (forecast residuals and the like) lie from what is usual, in robust standard deviations (median
 * and median absolute deviation): the root of the mean square over columns. Blind to nothing but combinations, which
 * the forest sees.
 */
export const residual: AnomalyModel = {
  name: NAME,
  minimumRows: MINIMUM_ROWS,
  fit(rows, params) {
    if (rows.count < MINIMUM_ROWS || rows.columns.length === 0) return null;
    const centres: number[] = [];
    const scales: number[] = [];
    rows.columns.forEach((_, c) => {
      const column = columnSample(rows, c);
      const centre = median(column);
      centres.push(centre);
      scales.push(robustScale(column.map((value) => Math.abs(value - centre))));
    });
    const data: ResidualData = { columns: rows.columns, centres, scales };
    return calibratedAnomaly(NAME, scorerOf(data), rows, params);
  },
  restore: (serialized) => restoreCalibration(NAME, scorerOf, serialized),
};

/** From absolute deviations: their median; for columns that are mostly one value, a high quantile; never 0. */
function robustScale(deviations: Float64Array): number {
  deviations.sort();
  const at = (share: number): number => deviations[Math.floor(share * (deviations.length - 1))]!;
  const mean = deviations.reduce((sum, value) => sum + value, 0) / deviations.length;
  return Math.max(MAD_TO_SIGMA * at(0.5), at(0.95) / 2, mean, 1e-9);
}

function scorerOf(data: ResidualData): RawScorer<ResidualData> {
  const width = data.columns.length;
  return {
    columns: data.columns,
    pack: () => data,
    score: (rows: FeatureRows) => {
      const scores = new Float64Array(rows.count);
      for (let row = 0; row < rows.count; row++) {
        let squares = 0;
        for (let c = 0; c < width; c++) {
          const deviation = (rows.values[row * width + c]! - data.centres[c]!) / data.scales[c]!;
          squares += Math.min(deviation * deviation, MAX_DEVIATION * MAX_DEVIATION);
        }
        scores[row] = Math.sqrt(squares / width);
      }
      return scores;
    },
  };
}
