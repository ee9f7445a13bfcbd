/**
 * Quantile of a classic histogram as Prometheus' histogram_quantile computes it: linear within the bucket where the rank
 * falls, the lowest bucket beginning at 0, and the highest finite bound for what lies beyond. Counts that fall with the
 * bound (instances scraped at unlike times) are lifted.
 * Source: https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
 * @param buckets cumulative count (or rate) by upper bound; one must be +Infinity
 * @param quantile 0–1
 * @returns null where there are no observations or no bucket to tell
 */
export function bucketQuantile(buckets: ReadonlyMap<number, number>, quantile: number): number | null {
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  if (sorted.length < 2 || sorted.at(-1)?.[0] !== Number.POSITIVE_INFINITY) return null;
  let highest = 0;
  const counts = sorted.map(([, count]) => (highest = Math.max(highest, count)));
  if (highest <= 0) return null;
  const rank = quantile * highest;
  const index = counts.findIndex((count) => count >= rank);
  const bound = sorted[index]?.[0] ?? Number.POSITIVE_INFINITY;
  if (bound === Number.POSITIVE_INFINITY) return sorted.at(-2)?.[0] ?? null;
  if (index === 0 && bound <= 0) return bound;
  const start = index === 0 ? 0 : (sorted[index - 1]?.[0] ?? 0);
  const below = index === 0 ? 0 : (counts[index - 1] ?? 0);
  const within = (counts[index] ?? 0) - below;
  return within === 0 ? start : start + ((bound - start) * (rank - below)) / within;
}
