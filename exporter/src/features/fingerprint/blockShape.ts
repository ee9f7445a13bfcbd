import { quantile } from './quantile.ts';

/** Differences of less than a hundredth of the level are no difference. */
const LEAST_SPREAD = 0.01;
/** Mean absolute difference of two normal values, in standard deviations: 2 / √π. */
const MEAN_DIFFERENCE = 2 / Math.sqrt(Math.PI);

/** Steps of one block: amounts, and the demand they are divided by where requests spend them. */
export interface BlockSteps {
  /** NaN where unknown. */
  readonly amounts: Float64Array;
  /**
   * Demand at the same steps, to divide the amounts by, as a multiple of what is usual: the amount becomes what it would
   * be at the usual demand. Null where it is not divided.
   */
  readonly demand: Float64Array | null;
  /** Added to each amount, so that nothing is a logarithm of 0; small against any amount that matters. */
  readonly offset: number;
}

/** Level, variability and burstiness of a block, as natural logarithms. Finite. */
export interface BlockShape {
  readonly level: number;
  readonly variability: number;
  readonly burstiness: number;
}

/**
 * The shape of one block; null where fewer than `leastSteps` of its steps are known, or where they pass all numbers.
 *
 * *Level*: the mean amount (over the mean demand). *Variability*: standard deviation of the logarithm from step to
 * step, by successive differences (von Neumann 1941), so that a season within the block is none. *Burstiness*: how far
 * the 95th percentile lies above the median, in units of that standard deviation.
 */
export function blockShape(steps: BlockSteps, leastSteps: number): BlockShape | null {
  const { amounts, demand, offset } = steps;
  const logs = amounts.map((amount, i) => {
    const divisor = demand === null ? 1 : demand[i]!;
    return divisor > 0 ? Math.log(Math.max(0, amount) / divisor + offset) : NaN;
  });
  let known = 0;
  let amount = 0;
  let divisor = 0;
  for (let i = 0; i < logs.length; i++) {
    if (!Number.isFinite(logs[i]!)) continue;
    known += 1;
    amount += Math.max(0, amounts[i]!);
    divisor += demand === null ? 1 : demand[i]!;
  }
  const spread = known < leastSteps ? NaN : successiveSpread(logs);
  if (!Number.isFinite(spread)) return null;
  const high = quantile(logs, 0.95) - quantile(logs, 0.5);
  const shape = {
    level: Math.log(amount / divisor + offset),
    variability: Math.log(spread + LEAST_SPREAD),
    burstiness: Math.log((high + LEAST_SPREAD) / (spread + LEAST_SPREAD)),
  };
  // Amounts near the largest number add up to infinity, of which nothing can be said.
  return Object.values(shape).every(Number.isFinite) ? shape : null;
}

/** Standard deviation by the mean absolute difference of neighbours; NaN where no two neighbours are known. */
function successiveSpread(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 1; i < values.length; i++) {
    const difference = Math.abs(values[i]! - values[i - 1]!);
    if (!Number.isFinite(difference)) continue;
    sum += difference;
    count += 1;
  }
  return count > 0 ? sum / count / MEAN_DIFFERENCE : NaN;
}
