/** Quantiles of `sorted` (ascending) at each probability, linear between order statistics; zeros for no values. */
export function empiricalQuantiles(sorted: Float64Array, probabilities: readonly number[]): Float64Array {
  const out = new Float64Array(probabilities.length);
  const last = sorted.length - 1;
  if (last < 0) return out;
  probabilities.forEach((probability, p) => {
    const rank = probability * last;
    const below = Math.floor(rank);
    const above = Math.min(below + 1, last);
    out[p] = sorted[below]! + (rank - below) * (sorted[above]! - sorted[below]!);
  });
  return out;
}

/** Pinball loss of quantiles (at `probabilities`) for what came, mean over the probabilities. */
export function pinballLoss(actual: number, quantiles: Float64Array, probabilities: readonly number[]): number {
  let sum = 0;
  for (let p = 0; p < probabilities.length; p++) {
    const over = actual - quantiles[p]!;
    sum += over >= 0 ? probabilities[p]! * over : (probabilities[p]! - 1) * over;
  }
  return sum / probabilities.length;
}

/** Quantiles moved away from the middle one by `factor`. */
export function widened(quantiles: Float64Array, factor: number): number[] {
  const middle = quantiles[(quantiles.length - 1) / 2]!;
  return [...quantiles].map((quantile) => middle + factor * (quantile - middle));
}
