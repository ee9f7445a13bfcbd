import type { Operator, Threshold } from './parseThreshold.ts';

/** Bounds of a value, both included; equal where it is known. */
export interface ValueRange {
  readonly lowest: number;
  readonly highest: number;
}

const COMPARISONS: Readonly<Record<Operator, (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '==': (value, limit) => value === limit,
  '!=': (value, limit) => value !== limit,
};

/** Whether a threshold holds at a value. */
export function holdsAt({ operator, limit }: Threshold, value: number): boolean {
  return COMPARISONS[operator](value, limit);
}

/** Whether no value within bounds would let a threshold hold. */
export function failsWithin(threshold: Threshold, { lowest, highest }: ValueRange): boolean {
  const mayEqual = threshold.operator === '==' && lowest <= threshold.limit && threshold.limit <= highest;
  return !mayEqual && !holdsAt(threshold, lowest) && !holdsAt(threshold, highest);
}
