import { FORECAST_GRID } from '../src/core/vocabularies.ts';

/** Probabilities that the scorers ask for, in the order of their columns. */
export const SCORED_PROBABILITIES = [0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975] as const;

/** Header of the quantile columns. */
export const QUANTILE_HEADER = SCORED_PROBABILITIES.map((p) => `q${p}`).join(',');

/**
 * Quantiles at {@link SCORED_PROBABILITIES} from those on FORECAST_GRID, linear on the scale of the logistic
 * distribution's quantiles (ln p/(1 − p)), on which tails are nearly straight.
 */
export function scoredQuantiles(onGrid: readonly number[] | Float64Array): number[] {
  return SCORED_PROBABILITIES.map((p) => {
    let above = FORECAST_GRID.findIndex((q) => q >= p - 1e-12);
    if (above < 1) above = 1;
    const [low, high] = [FORECAST_GRID[above - 1]!, FORECAST_GRID[above]!];
    const share = (logit(p) - logit(low)) / (logit(high) - logit(low));
    return onGrid[above - 1]! + share * (onGrid[above]! - onGrid[above - 1]!);
  });
}

function logit(p: number): number {
  return Math.log(p / (1 - p));
}
