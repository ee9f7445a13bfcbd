/**
 * A copy without gaps: a missing value (NaN or infinite) becomes the value of a day earlier, on the first day the last
 * value known, before the first known value that one. Only the past is used (but for the values before the first one),
 * so that a backtest on the result sees nothing of the future. A series that holds nothing becomes `fallback`
 * throughout.
 */
export function fillGaps(known: Float64Array, season: number, fallback: number): Float64Array {
  const filled = Float64Array.from(known);
  const first = filled.findIndex((value) => Number.isFinite(value));
  if (first < 0) return filled.fill(fallback);
  filled.fill(filled[first]!, 0, first);
  for (let i = first + 1; i < filled.length; i++) {
    if (Number.isFinite(filled[i]!)) continue;
    filled[i] = i - season >= first ? filled[i - season]! : filled[i - 1]!;
  }
  return filled;
}
