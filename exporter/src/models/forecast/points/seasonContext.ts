import { fillGaps } from './fillGaps.ts';

/**
 * A series made ready for seasonal forecasting: without gaps, with running sums so that a mean over any span costs
 * O(1). `values[i]` may be looked at by an origin only for i below it; all readers here keep to that.
 */
export interface SeasonContext {
  /** Without gaps, finite. */
  readonly values: Float64Array;
  /** As it was: NaN where nothing is known. What errors are measured against. */
  readonly known: Float64Array;
  /** prefix[i] is the sum of values[0..i). */
  readonly prefix: Float64Array;
  /** Steps in a day. */
  readonly season: number;
  /** Half width, in steps, over which lagged values are smoothed: half an hour of an ordinary day. */
  readonly halfWidth: number;
}

/** Prepares `known`; `fallback` stands in where a series holds nothing at all. */
export function seasonContext(known: Float64Array, season: number, fallback: number): SeasonContext {
  const values = fillGaps(known, season, fallback);
  const prefix = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) prefix[i + 1] = prefix[i]! + values[i]!;
  return { values, known, prefix, season, halfWidth: Math.floor(season / 48) };
}

/** The value at `index`, which is moved by whole days into [0, origin) where it lies outside. */
export function valueAt(context: SeasonContext, index: number, origin: number): number {
  return context.values[withinPast(index, origin, context.season)]!;
}

/** Mean around `index` (± halfWidth), cut off at `origin`, so that nothing of the future is used. */
export function smoothedAt(context: SeasonContext, index: number, origin: number): number {
  const centre = withinPast(index, origin, context.season);
  const from = Math.max(0, centre - context.halfWidth);
  const to = Math.min(origin, centre + context.halfWidth + 1);
  return (context.prefix[to]! - context.prefix[from]!) / (to - from);
}

/** Mean of the `count` values before `end`; of what there is where the series begins later. */
export function meanBefore(context: SeasonContext, end: number, count: number): number {
  const from = Math.max(0, end - count);
  return end > from ? (context.prefix[end]! - context.prefix[from]!) / (end - from) : context.values[0]!;
}

function withinPast(index: number, origin: number, season: number): number {
  let moved = index;
  if (moved < 0) moved += Math.ceil(-moved / season) * season;
  if (moved >= origin) moved -= Math.ceil((moved - origin + 1) / season) * season;
  return Math.max(0, Math.min(moved, origin - 1));
}
