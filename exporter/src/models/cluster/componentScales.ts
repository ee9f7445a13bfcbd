import type { FingerprintComponent, FingerprintTable } from '../../core/fingerprint.ts';

/**
 * Least differences that matter to anyone, as natural logarithms: 3 % of a level or cost, and a tenth of a spread.
 * Without them a component that never wobbles would make every flicker stand out.
 */
const LEAST_LEVEL = 0.03;
const LEAST_SPREAD = 0.1;

/** Makes the lower quartile of pairwise differences of a normal distribution its standard deviation. */
const QUARTILE_TO_SIGMA = 2.2219;

/**
 * What counts as one unit of difference in each component: the largest of what one instance wobbles by itself, what
 * instances differ by anyway, and the least that matters.
 *
 * What they differ by anyway is the lower quartile of all pairwise differences, the idea of Rousseeuw & Croux's Qn
 * (1993): up to half of the instances may be of another kind, a canary or a slow network, without becoming the usual.
 * The median absolute deviation would take half of the difference itself for usual where two kinds are equally many.
 * Two instances have but one difference, which is the one in question: it is not taken.
 *
 * Components whose wobble is not known yet have no scale.
 */
export function componentScales(table: FingerprintTable): Map<FingerprintComponent, number> {
  const width = table.components.length;
  return new Map(
    table.components.flatMap((component, c): [FingerprintComponent, number][] => {
      if (!Number.isFinite(table.noise[c]!)) return [];
      const column = Float64Array.from(table.instances, (_, row) => table.differences[row * width + c]!);
      const least = /_(level|per_request|trend)$/.test(component) ? LEAST_LEVEL : LEAST_SPREAD;
      return [[component, Math.max(table.noise[c]!, usualDifference(column), least)]];
    }),
  );
}

/** Lower quartile of pairwise differences as a standard deviation; 0 for fewer than three values. */
function usualDifference(values: Float64Array): number {
  const count = values.length;
  if (count < 3) return 0;
  const sorted = values.slice().sort();
  const rank = Math.ceil((count * (count - 1)) / 8);
  // Bisection on the difference: counting the pairs within it takes one pass over sorted values, not count² of them.
  let low = 0;
  let high = sorted[count - 1]! - sorted[0]!;
  for (let i = 0; i < 50 && high - low > 1e-9; i++) {
    const middle = (low + high) / 2;
    if (pairsWithin(sorted, middle) >= rank) high = middle;
    else low = middle;
  }
  return QUARTILE_TO_SIGMA * high;
}

function pairsWithin(sorted: Float64Array, difference: number): number {
  let pairs = 0;
  let first = 0;
  for (let i = 1; i < sorted.length; i++) {
    while (sorted[i]! - sorted[first]! > difference) first += 1;
    pairs += i - first;
  }
  return pairs;
}
