/** The quantile of the finite values (linear between neighbours; 0.5 is the median); NaN for none. Leaves them as they are. */
export function quantile(values: Float64Array, probability: number): number {
  const known = values.filter((value) => Number.isFinite(value)).sort();
  if (known.length === 0) return NaN;
  const position = probability * (known.length - 1);
  const low = Math.floor(position);
  const high = Math.min(known.length - 1, low + 1);
  return known[low]! + (position - low) * (known[high]! - known[low]!);
}
