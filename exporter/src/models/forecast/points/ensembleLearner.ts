import { absoluteError } from './absoluteError.ts';
import { dailyNaive } from './dailyNaive.ts';
import { linearLearner, type LinearWeights } from './linearLearner.ts';
import type { PointLearner } from './pointLearner.ts';
import { seasonalLearner, type SeasonalChoice } from './seasonalLearner.ts';

/** Weights of the members (they sum to 1) and what each member learned. */
export interface EnsembleData {
  readonly seasonalNaiveWeight: number;
  readonly linearWeight: number;
  readonly seasonalNaive: SeasonalChoice;
  readonly linear: LinearWeights;
}

/** Weights of (seasonal naive, linear) that are tried. */
const WEIGHTS = [
  [1, 0],
  [0.5, 0.5],
  [0, 1],
] as const;

/** A mix of the seasonal and the linear learner that gives the least error on the series' own past origins. */
export const ensembleLearner: PointLearner<EnsembleData> = {
  learn(context, origins, steps) {
    const seasonal = seasonalLearner.learn(context, origins, steps);
    const linear = linearLearner.learn(context, origins, steps);
    const errors = WEIGHTS.map(() => 0);
    let naiveError = 0;
    let ended = 0;
    const addEnded = (until: number): void => {
      for (; ended < origins.length && origins[ended]! + steps <= until; ended++) {
        const origin = origins[ended]!;
        WEIGHTS.forEach((weights, w) => {
          errors[w]! += absoluteError(context, origin, mixed(weights, seasonal.paths[ended]!, linear.paths[ended]!));
        });
        naiveError += absoluteError(context, origin, dailyNaive(context, origin, steps));
      }
    };
    const paths = origins.map((origin, at) => {
      addEnded(origin);
      return mixed(bestWeights(errors, naiveError), seasonal.paths[at]!, linear.paths[at]!);
    });
    addEnded(Infinity);
    const [seasonalNaiveWeight, linearWeight] = bestWeights(errors, naiveError);
    const data = { seasonalNaiveWeight, linearWeight, seasonalNaive: seasonal.data, linear: linear.data };
    return { paths, data };
  },
  path(data, context, origin, steps) {
    const { seasonalNaiveWeight, linearWeight } = data;
    // A member without weight is not asked.
    const none = new Float64Array(steps);
    const seasonal = seasonalNaiveWeight > 0 ? seasonalLearner.path(data.seasonalNaive, context, origin, steps) : none;
    const linear = linearWeight > 0 ? linearLearner.path(data.linear, context, origin, steps) : none;
    return mixed([seasonalNaiveWeight, linearWeight], seasonal, linear);
  },
};

/** A linear member that loses to daily seasonal naive gets no weight; with nothing judged yet, half each. */
function bestWeights(errors: readonly number[], naiveError: number): readonly [number, number] {
  if (naiveError === 0) return [0.5, 0.5];
  if (errors[2]! > naiveError) return WEIGHTS[0];
  const least = Math.min(...errors);
  return WEIGHTS[errors.indexOf(least)]!;
}

function mixed(weights: readonly [number, number], seasonal: Float64Array, linear: Float64Array): Float64Array {
  return seasonal.map((value, i) => weights[0] * value + weights[1] * linear[i]!);
}
