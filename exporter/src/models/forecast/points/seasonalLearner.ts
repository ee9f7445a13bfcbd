import type { LearnedPoints, PointLearner } from './pointLearner.ts';
import { meanBefore, type SeasonContext } from './seasonContext.ts';
import { baseAt, daysNeeded, SEASONAL_BASES, type SeasonalBase } from './seasonalBase.ts';

/** How far the recent deviation from the base is carried on: measured over `window` days, fading with `decay` days. */
interface LevelCorrection {
  readonly window: number;
  readonly decay: number;
}

const CORRECTIONS: readonly LevelCorrection[] = [
  { window: 0, decay: 0 },
  { window: 1 / 24, decay: 1 / 24 },
  { window: 1 / 24, decay: 1 / 6 },
  { window: 1 / 12, decay: 1 },
  { window: 1, decay: 4 },
];

/** A base with a correction of its level. */
export interface SeasonalCandidate {
  readonly base: SeasonalBase;
  /** Index into the closed list of corrections. */
  readonly correction: number;
}

/** The candidates whose mean is the forecast. */
export type SeasonalChoice = readonly SeasonalCandidate[];

/** How many of the best candidates are averaged: a mean of near equals beats the pick of one. */
const AVERAGED = 3;

const PLAIN: SeasonalChoice = [{ base: 'day', correction: 0 }];

/** Chooses seasonal profiles and level corrections by their errors on rolling origins of the series' own past. */
export const seasonalLearner: PointLearner<SeasonalChoice> = { learn, path };

function learn(context: SeasonContext, origins: readonly number[], steps: number): LearnedPoints<SeasonalChoice> {
  const candidates = candidatesFor(context);
  const errors = candidates.map(() => new Float64Array(origins.length));
  const counts = new Float64Array(origins.length);
  for (const base of new Set(candidates.map((candidate) => candidate.base))) {
    origins.forEach((origin, at) => {
      addErrors(context, base, origin, steps, at, candidates, errors, counts);
    });
  }
  const total = new Float64Array(candidates.length);
  const paths: Float64Array[] = [];
  let ended = 0;
  for (const origin of origins) {
    // Only origins whose whole horizon had passed may speak for this one.
    for (; ended < origins.length && origins[ended]! + steps <= origin; ended++) {
      errors.forEach((row, c) => (total[c] = total[c]! + row[ended]!));
    }
    paths.push(path(ended > 0 ? best(candidates, total) : PLAIN, context, origin, steps));
  }
  for (; ended < origins.length; ended++) errors.forEach((row, c) => (total[c] = total[c]! + row[ended]!));
  return { paths, data: best(candidates, total) };
}

function candidatesFor(context: SeasonContext): SeasonalCandidate[] {
  const days = context.values.length / context.season;
  // A base must have been able to speak for at least half of the backtest.
  const bases = SEASONAL_BASES.filter((base) => daysNeeded(base) * 2 <= days || daysNeeded(base) === 1);
  return bases.flatMap((base) => CORRECTIONS.map((_, correction) => ({ base, correction })));
}

/** Sums of absolute errors of one base under each correction, from one origin. */
function addErrors(
  context: SeasonContext,
  base: SeasonalBase,
  origin: number,
  steps: number,
  at: number,
  candidates: readonly SeasonalCandidate[],
  errors: readonly Float64Array[],
  counts: Float64Array,
): void {
  const reach = Math.min(steps, context.known.length - origin);
  const stride = Math.max(1, Math.floor(reach / 96));
  const mine = candidates.flatMap((candidate, c) => (candidate.base === base ? [c] : []));
  const deviations = mine.map((c) => deviation(context, candidates[c]!, origin));
  const fades = mine.map((c) => fadePerStep(context, candidates[c]!));
  for (let i = 0; i < reach; i += stride) {
    const actual = context.known[origin + i]!;
    if (!Number.isFinite(actual)) continue;
    counts[at] = counts[at]! + 1;
    const value = baseAt(context, base, origin + i, origin);
    for (let j = 0; j < mine.length; j++) {
      const row = errors[mine[j]!]!;
      row[at] = row[at]! + Math.abs(actual - value - deviations[j]! * Math.exp(-fades[j]! * i));
    }
  }
}

/** The candidates with the least error so far, at most {@link AVERAGED}, none more than 5 % worse than the best. */
function best(candidates: readonly SeasonalCandidate[], total: Float64Array): SeasonalChoice {
  const order = candidates.map((_, c) => c).sort((a, b) => total[a]! - total[b]! || a - b);
  const least = total[order[0]!]!;
  return order
    .slice(0, AVERAGED)
    .filter((c) => total[c]! <= least * 1.05)
    .map((c) => candidates[c]!);
}

function path(data: SeasonalChoice, context: SeasonContext, origin: number, steps: number): Float64Array {
  const out = new Float64Array(steps);
  for (const candidate of data) {
    const carried = deviation(context, candidate, origin);
    const fade = fadePerStep(context, candidate);
    for (let i = 0; i < steps; i++) {
      const value = baseAt(context, candidate.base, origin + i, origin) + carried * Math.exp(-fade * i);
      out[i] = out[i]! + value / data.length;
    }
  }
  return out;
}

/** Mean of what came less what the base had said, over the correction's window before the origin. */
function deviation(context: SeasonContext, candidate: SeasonalCandidate, origin: number): number {
  const correction = CORRECTIONS[candidate.correction]!;
  const window = Math.min(Math.max(1, Math.round(correction.window * context.season)), origin - context.season);
  if (correction.window === 0 || window < 1) return 0;
  const stride = Math.max(1, Math.floor(window / 24));
  let sum = 0;
  let count = 0;
  for (let i = origin - window; i < origin; i += stride, count++) sum += baseAt(context, candidate.base, i, i);
  return meanBefore(context, origin, window) - sum / count;
}

function fadePerStep(context: SeasonContext, candidate: SeasonalCandidate): number {
  const decay = CORRECTIONS[candidate.correction]!.decay * context.season;
  return decay > 0 ? 1 / decay : 0;
}
