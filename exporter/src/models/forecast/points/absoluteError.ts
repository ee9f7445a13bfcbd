import type { SeasonContext } from './seasonContext.ts';

/** Sum of absolute errors of `path` where something is known. */
export function absoluteError(context: SeasonContext, origin: number, path: Float64Array): number {
  const reach = Math.min(path.length, context.known.length - origin);
  let sum = 0;
  for (let i = 0; i < reach; i++) {
    const error = Math.abs(context.known[origin + i]! - path[i]!);
    if (Number.isFinite(error)) sum += error;
  }
  return sum;
}
