/**
 * The value below which a share `q` (0–1) of a classic histogram's observations lies, interpolated linearly within its
 * bucket as PromQL's histogram_quantile() does (prometheus.io/docs/prometheus/latest/querying/functions). `counts` are
 * per bucket, not cumulative, one more than `bounds` for what lies above the last; null without observations.
 */
export function bucketQuantile(q: number, bounds: readonly number[], counts: ArrayLike<number>): number | null {
  let total = 0;
  for (let i = 0; i <= bounds.length; i++) total += counts[i] ?? 0;
  if (total === 0) return null;
  const rank = q * total;
  let below = 0;
  for (let i = 0; i < bounds.length; i++) {
    const count = counts[i] ?? 0;
    if (count > 0 && below + count >= rank) {
      const lower = i === 0 ? 0 : (bounds[i - 1] ?? 0);
      return lower + ((bounds[i] ?? lower) - lower) * ((rank - below) / count);
    }
    below += count;
  }
  return bounds.at(-1) ?? null;
}
