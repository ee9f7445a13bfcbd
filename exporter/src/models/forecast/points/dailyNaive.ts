import type { SeasonContext } from './seasonContext.ts';

/** The daily seasonal naive that backtests compare with: the last day before the origin, repeated. */
export function dailyNaive(context: SeasonContext, origin: number, steps: number): Float64Array {
  const day = context.values.subarray(Math.max(0, origin - context.season), origin);
  return Float64Array.from({ length: steps }, (_, i) => day[i % day.length]!);
}
