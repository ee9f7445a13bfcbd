import type { FeatureRows } from '../../core/anomaly.ts';

/** Enough for medians and for quantiles that are not extreme. */
const MOST = 2048;

/** A copy of one column, thinned evenly to at most 2,048 rows: sorting all of them would be most of a fit. */
export function columnSample(rows: FeatureRows, column: number): Float64Array {
  const every = Math.max(1, Math.ceil(rows.count / MOST));
  const sample = new Float64Array(Math.ceil(rows.count / every));
  const width = rows.columns.length;
  for (let i = 0; i < sample.length; i++) sample[i] = rows.values[i * every * width + column]!;
  return sample;
}
