import type { FeatureRows } from '../src/core/anomaly.ts';
import { seasonalDeviation } from '../src/features/seasonalDeviation.ts';
import { shortTermChange } from '../src/features/shortTermChange.ts';

/** Steps over which values are averaged before they are looked at, as the exporter averages cycles to coarse steps. */
const SMOOTHED_STEPS = 5;

/**
 * The exporter's features for series that are none of its signals: level, season and change of each, with a hundredth
 * of the series' spread as the least deviation that matters. Row i of the result belongs to step i; nothing after a
 * step is used for it, but for that spread, which is taken from the first `known` steps.
 */
export function generalFeatures(series: readonly Float64Array[], season: number, known: number): Float64Array[] {
  return series.flatMap((raw) => {
    const values = trailingMean(raw, SMOOTHED_STEPS);
    const floor = Math.max(0.01 * spread(values.subarray(0, known)), 1e-9);
    const finite = (value: number): number => (Number.isFinite(value) ? Math.asinh(value) : 0);
    return [
      values.map((value) => (Number.isFinite(value) ? value : 0)),
      seasonalDeviation(values, season, floor).map(finite),
      shortTermChange(values, season, floor).map(finite),
    ];
  });
}

/** Rows [from, to) of feature columns. */
export function rowsOf(features: readonly Float64Array[], from: number, to: number): FeatureRows {
  const values = new Float64Array((to - from) * features.length);
  for (let i = from; i < to; i++) {
    features.forEach((feature, c) => (values[(i - from) * features.length + c] = feature[i]!));
  }
  return { columns: features.map((_, c) => `c${c}`), count: to - from, values };
}

function trailingMean(values: Float64Array, steps: number): Float64Array {
  return values.map((_, i) => {
    const window = values.subarray(Math.max(0, i - steps + 1), i + 1);
    return window.reduce((sum, value) => sum + value, 0) / window.length;
  });
}

function spread(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return at(0.99) - at(0.01);
}
