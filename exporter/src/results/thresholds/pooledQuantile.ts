/** What one runner knows of its samples: how many, and exact quantiles as rising pairs of share and value. */
export interface QuantilePart {
  readonly count: number;
  readonly quantiles: readonly (readonly [share: number, value: number])[];
}

/** Halvings of the interval that holds the answer: as fine as doubles are. */
const HALVINGS = 60;

/** A runner's own quantile, straight between its points as k6 has it between samples. */
function valueAt(quantiles: QuantilePart['quantiles'], share: number): number {
  const above = quantiles.find((point) => point[0] >= share) ?? quantiles.at(-1);
  const below = quantiles.findLast((point) => point[0] <= share) ?? quantiles[0];
  if (above === undefined || below === undefined) return 0;
  const width = above[0] - below[0];
  return width > 0 ? below[1] + ((above[1] - below[1]) * (share - below[0])) / width : below[1];
}

/** Share of a runner's samples up to a value; where several points have this value, the last of them. */
function shareUpTo(quantiles: QuantilePart['quantiles'], value: number): number {
  const at = quantiles.findLastIndex((point) => point[1] <= value);
  const [from, to] = [quantiles[at], quantiles[at + 1]];
  if (from === undefined) return 0;
  if (to === undefined) return 1;
  return from[0] + ((value - from[1]) / (to[1] - from[1])) * (to[0] - from[0]);
}

/**
 * The quantile of all samples of several runners together, from each one's own exact quantiles. Percentiles cannot be
 * averaged, but each is a point of its runner's distribution, and distributions add up by their counts. The answer lies
 * between the lowest and the highest of the runners' own quantiles for this share, and is off by less than the distance of
 * neighbouring points.
 *
 * k6 puts share s of n samples at index s·(n−1), so that s·(n−1) samples lie below it. A value that is a sample of one runner
 * lies, for each of the m−1 others, anywhere between two of theirs: half a sample less on average, which matters in tails.
 *
 * @param share 0–1
 * @returns 0 where there is no sample, as k6 has it
 */
export function pooledQuantile(all: readonly QuantilePart[], share: number): number {
  const parts = all.filter(({ count, quantiles }) => count > 0 && quantiles.length > 0);
  const own = parts.map(({ quantiles }) => valueAt(quantiles, share));
  let low = Math.min(...own);
  let high = Math.max(...own);
  if (own.length === 0) return 0;
  if (share <= 0) return low;
  if (share >= 1) return high;
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const wanted = share * (total - 1) - (parts.length - 1) / 2;
  for (let i = 0; i < HALVINGS && low < high; i++) {
    const middle = (low + high) / 2;
    const below = parts.reduce((sum, part) => sum + (part.count - 1) * shareUpTo(part.quantiles, middle), 0);
    if (below < wanted) low = middle;
    else high = middle;
  }
  return high;
}
