import { LINEAR_COLUMNS, linearFeatures, originLevels } from './linearFeatures.ts';
import type { LearnedPoints, PointLearner } from './pointLearner.ts';
import type { SeasonContext } from './seasonContext.ts';
import { solveRidge } from './solveRidge.ts';

/** Weights of the columns of linearFeatures for each bucket of steps ahead. */
export interface LinearWeights {
  /** First step behind each bucket, ascending; the last bucket reaches beyond its end. */
  readonly bucketEnds: readonly number[];
  readonly weights: readonly (readonly number[])[];
}

const RIDGE = 0.05;
/** Refits while walking through the origins; between them the weights of the last one are used. */
const REFITS = 5;
/**
 * Targets farther than this many mean deviations from the profile are drawn in, so that outliers do not bend the
 * weights.
 */
const CLIP = 4;

/** One ridge regression for each span of steps ahead, on the same hours of past days and on recent levels. */
export const linearLearner: PointLearner<LinearWeights> = { learn, path };

interface Moments {
  readonly gram: Float64Array;
  readonly moment: Float64Array;
}

function learn(context: SeasonContext, origins: readonly number[], steps: number): LearnedPoints<LinearWeights> {
  const bucketEnds = buckets(context.season, steps);
  const total = bucketEnds.map(emptyMoments);
  const clip = CLIP * meanDeviation(context, origins, steps);
  const every = Math.max(1, Math.ceil(origins.length / REFITS));
  let current = untaught(bucketEnds);
  let added = 0;
  const paths = origins.map((origin, at) => {
    if (at > 0 && at % every === 0) {
      // Only origins whose whole horizon had passed may teach.
      for (; added < origins.length && origins[added]! + steps <= origin; added++) {
        addOrigin(context, origins[added]!, steps, clip, bucketEnds, total);
      }
      if (added > 0) current = solve(bucketEnds, total);
    }
    return path(current, context, origin, steps);
  });
  for (; added < origins.length; added++) addOrigin(context, origins[added]!, steps, clip, bucketEnds, total);
  return { paths, data: solve(bucketEnds, total) };
}

function path(data: LinearWeights, context: SeasonContext, origin: number, steps: number): Float64Array {
  const out = new Float64Array(steps);
  const levels = originLevels(context, origin);
  const columns = new Float64Array(LINEAR_COLUMNS);
  for (let i = 0, bucket = 0; i < steps; i++) {
    if (i >= data.bucketEnds[bucket]! && bucket < data.bucketEnds.length - 1) bucket++;
    let sum = linearFeatures(context, levels, i, columns);
    const weights = data.weights[bucket]!;
    for (let c = 0; c < LINEAR_COLUMNS; c++) sum += weights[c]! * columns[c]!;
    out[i] = sum;
  }
  return out;
}

/** An hour, three hours, eight hours, and then whole days. */
function buckets(season: number, steps: number): number[] {
  const ends = [1 / 24, 1 / 8, 1 / 3, 1, 2, 4, 7].map((days) => Math.max(1, Math.round(days * season)));
  const reached = ends.filter((end, i) => end < steps && end > (ends[i - 1] ?? 0));
  return [...reached, steps];
}

function emptyMoments(): Moments {
  return { gram: new Float64Array(LINEAR_COLUMNS ** 2), moment: new Float64Array(LINEAR_COLUMNS) };
}

function untaught(bucketEnds: readonly number[]): LinearWeights {
  return { bucketEnds, weights: bucketEnds.map(() => new Array<number>(LINEAR_COLUMNS).fill(0)) };
}

function solve(bucketEnds: readonly number[], moments: readonly Moments[]): LinearWeights {
  return { bucketEnds, weights: moments.map(({ gram, moment }) => [...solveRidge(gram, moment, RIDGE)]) };
}

function addOrigin(
  context: SeasonContext,
  origin: number,
  steps: number,
  clip: number,
  bucketEnds: readonly number[],
  moments: readonly Moments[],
): void {
  const levels = originLevels(context, origin);
  const columns = new Float64Array(LINEAR_COLUMNS);
  const reach = Math.min(steps, context.known.length - origin);
  for (let i = 0, bucket = 0; i < reach;) {
    while (i >= bucketEnds[bucket]! && bucket < bucketEnds.length - 1) bucket++;
    const actual = context.known[origin + i]!;
    if (Number.isFinite(actual)) {
      const profile = linearFeatures(context, levels, i, columns);
      addRow(moments[bucket]!, columns, Math.max(-clip, Math.min(clip, actual - profile)));
    }
    // Far buckets have many rows that are much alike; a few dozen of each origin teach as much.
    i += Math.max(1, Math.floor((bucketEnds[bucket]! - (bucketEnds[bucket - 1] ?? 0)) / 16));
  }
}

function addRow({ gram, moment }: Moments, columns: Float64Array, target: number): void {
  for (let a = 0; a < LINEAR_COLUMNS; a++) {
    const value = columns[a]!;
    moment[a] = moment[a]! + value * target;
    for (let b = 0; b <= a; b++) gram[a * LINEAR_COLUMNS + b] = gram[a * LINEAR_COLUMNS + b]! + value * columns[b]!;
  }
}

/** Mean absolute deviation of what came from the profile, over a sample of steps. */
function meanDeviation(context: SeasonContext, origins: readonly number[], steps: number): number {
  const columns = new Float64Array(LINEAR_COLUMNS);
  let sum = 0;
  let count = 0;
  for (const origin of origins) {
    const levels = { origin, columns: new Float64Array(8) };
    for (let i = 0; i < Math.min(steps, context.known.length - origin); i += Math.max(1, Math.floor(steps / 16))) {
      const actual = context.known[origin + i]!;
      if (!Number.isFinite(actual)) continue;
      sum += Math.abs(actual - linearFeatures(context, levels, i, columns));
      count += 1;
    }
  }
  return count > 0 ? sum / count : 0;
}
