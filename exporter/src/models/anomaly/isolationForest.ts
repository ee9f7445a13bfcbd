import type { AnomalyModel, AnomalyParams, FeatureRows, FittedAnomaly } from '../../core/anomaly.ts';
import { calibratedAnomaly, restoreCalibration, type RawScorer } from './calibratedAnomaly.ts';
import { growForest, scoreForest, type Forest } from './forest.ts';
import { packForest, unpackForest, type PackedForest } from './packForest.ts';

const NAME = 'isolation_forest';
const MINIMUM_ROWS = 64;
const TREES = 100;
const SUBSAMPLE = 256;

interface ForestData {
  readonly columns: readonly string[];
  readonly forest: PackedForest;
}

/**
 * Isolation forest (Liu, Ting, Zhou: Isolation Forest, ICDM 2008): 100 trees on 256 rows each; rows that random splits
 * part from the others early are unusual. The raw score is 2^(−mean path length / expected path length).
 */
export const isolationForest: AnomalyModel = {
  name: NAME,
  minimumRows: MINIMUM_ROWS,
  fit(rows: FeatureRows, params: AnomalyParams, seed: number): FittedAnomaly | null {
    if (rows.count < MINIMUM_ROWS || rows.columns.length === 0) return null;
    const forest = growForest(rows, TREES, SUBSAMPLE, seed);
    return calibratedAnomaly(NAME, scorerOf(rows.columns, forest), rows, params);
  },
  restore: (serialized) =>
    restoreCalibration(NAME, (data: ForestData) => scorerOf(data.columns, unpackForest(data.forest)), serialized),
};

function scorerOf(columns: readonly string[], forest: Forest): RawScorer<ForestData> {
  return {
    columns,
    score: (rows) => scoreForest(forest, rows),
    pack: () => ({ columns, forest: packForest(forest) }),
  };
}
