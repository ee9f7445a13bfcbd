/**
 * A histogram in Prometheus' exponential ("native") buckets: bucket i of schema s holds values in
 * (2^((i-1)·2^-s), 2^(i·2^-s)]. Histograms of one schema add up exactly, which percentiles do not.
 * Source: Prometheus native histogram specification (prometheus.io/docs/specs/native_histograms).
 */
export interface Histogram {
  readonly schema: number;
  count: number;
  sum: number;
  /** Observations at or below zeroThreshold. */
  zeroCount: number;
  readonly zeroThreshold: number;
  /** Bucket index -> observations; positive values only, since durations are never negative. */
  readonly buckets: Map<number, number>;
}

/** An empty histogram. Schema 3 has buckets 9 % wide (what k6 sends), 8 has 0.27 %. */
export function emptyHistogram(schema = 3, zeroThreshold = 2 ** -128): Histogram {
  return { schema, count: 0, sum: 0, zeroCount: 0, zeroThreshold, buckets: new Map() };
}

/** Adds one observation (a value that is not finite is refused with a RangeError). */
export function observe(histogram: Histogram, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`a histogram takes finite values, not ${value}`);
  histogram.count += 1;
  histogram.sum += value;
  if (value <= histogram.zeroThreshold) {
    histogram.zeroCount += 1;
    return;
  }
  const index = Math.ceil(Math.log2(value) * 2 ** histogram.schema);
  histogram.buckets.set(index, (histogram.buckets.get(index) ?? 0) + 1);
}

/** The higher schema's buckets folded into a lower schema; exact, since each coarse bucket is a union of fine ones. */
export function atSchema(histogram: Histogram, schema: number): Histogram {
  if (schema > histogram.schema) throw new RangeError(`cannot refine schema ${histogram.schema} to ${schema}`);
  const shift = 2 ** (histogram.schema - schema);
  const buckets = new Map<number, number>();
  for (const [index, count] of histogram.buckets) {
    const coarse = Math.ceil(index / shift);
    buckets.set(coarse, (buckets.get(coarse) ?? 0) + count);
  }
  return { ...histogram, schema, buckets };
}

/** Sum of histograms, at the lowest schema among them. Associative and commutative; inputs are left as they are. */
export function mergeHistograms(histograms: readonly Histogram[]): Histogram {
  if (histograms.length === 0) return emptyHistogram();
  const schema = Math.min(...histograms.map((h) => h.schema));
  const merged = emptyHistogram(schema, Math.max(...histograms.map((h) => h.zeroThreshold)));
  for (const histogram of histograms) {
    const folded = atSchema(histogram, schema);
    merged.count += folded.count;
    merged.sum += folded.sum;
    merged.zeroCount += folded.zeroCount;
    for (const [index, count] of folded.buckets) merged.buckets.set(index, (merged.buckets.get(index) ?? 0) + count);
  }
  return merged;
}

/**
 * The value below which a share q (0–1) of the observations lies, interpolated geometrically within its bucket as
 * Prometheus 3 does; null for an empty histogram.
 */
export function quantile(histogram: Histogram, q: number): number | null {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile lies within 0 and 1, not ${q}`);
  if (histogram.count <= 0) return null;
  const rank = q * histogram.count;
  let seen = histogram.zeroCount;
  if (rank <= seen) return 0;
  const indexes = [...histogram.buckets.keys()].sort((a, b) => a - b);
  const base = 2 ** -histogram.schema;
  for (const index of indexes) {
    const count = histogram.buckets.get(index) ?? 0;
    if (count > 0 && seen + count >= rank) return 2 ** ((index - 1 + (rank - seen) / count) * base);
    seen += count;
  }
  const last = indexes.at(-1);
  return last === undefined ? 0 : 2 ** (last * base);
}
