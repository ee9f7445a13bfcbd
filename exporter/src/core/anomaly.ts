import type { SerializedModel } from './forecast.ts';
import type { AnomalyModelName } from './vocabularies.ts';

/** Rows of features, row-major: value of column c in row r is values[r * columns.length + c]. Finite. */
export interface FeatureRows {
  readonly columns: readonly string[];
  readonly count: number;
  readonly values: Float64Array;
}

/** An anomaly model that has seen normal rows. */
export interface FittedAnomaly {
  /** One score per row: 0–1 normal, above 1 anomalous; higher is more anomalous. Finite. */
  score(rows: FeatureRows): Float64Array;
  /** For each row, the share of each column in its score; each row sums to 1. Row-major, as the input. */
  contributions(rows: FeatureRows): Float64Array;
  serialize(): SerializedModel;
}

/** What an anomaly model must be told besides the rows. */
export interface AnomalyParams {
  /** Share of past rows that may score above 1; the calibration's target (e.g. 0.001). Above 0, below 0.5. */
  readonly falseAlarmRatio: number;
}

/**
 * An anomaly model before it has seen data. Pure and seeded; calibrated on the rows it is fitted to, never on labels.
 * Returns null when there are fewer rows than `minimumRows`.
 */
export interface AnomalyModel {
  readonly name: AnomalyModelName;
  readonly minimumRows: number;
  fit(rows: FeatureRows, params: AnomalyParams, seed: number): FittedAnomaly | null;
  restore(serialized: SerializedModel): FittedAnomaly;
}
