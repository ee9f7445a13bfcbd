/**
 * How far each value lies from the mean of the few before it (a quarter of an hour), in units of how far values lay
 * from that during the past day: sudden jumps, whatever the level. NaN where unknown.
 *
 * @param values on a regular grid, NaN where unknown
 * @param season steps in a day
 * @param floor least unit that matters, in the values' own unit; above 0
 * @param from first index wanted; the result is NaN before it
 */
export function shortTermChange(values: Float64Array, season: number, floor: number, from = 0): Float64Array {
  const out = new Float64Array(values.length).fill(NaN);
  const recent = Math.max(1, Math.round(season / 96));
  const first = Math.max(1, from - season);
  const size = Math.max(0, values.length - first);
  const changes = new Float64Array(size);
  const sums = new Float64Array(size + 1);
  const counts = new Int32Array(size + 1);
  for (let k = 0; k < size; k++) {
    changes[k] = values[first + k]! - meanOf(values, first + k - recent, first + k);
    const root = Math.sqrt(Math.abs(changes[k]!));
    sums[k + 1] = sums[k]! + (Number.isFinite(root) ? root : 0);
    counts[k + 1] = counts[k]! + (Number.isFinite(root) ? 1 : 0);
  }
  for (let i = Math.max(first, from); i < values.length; i++) {
    const k = i - first;
    if (!Number.isFinite(changes[k]!)) continue;
    const since = Math.max(0, k - season);
    const known = counts[k]! - counts[since]!;
    const root = known > 0 ? (sums[k]! - sums[since]!) / known : 0;
    out[i] = changes[k]! / Math.max(root * root, 0.01 * Math.abs(values[i]!), floor);
  }
  return out;
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let i = Math.max(0, from); i < to; i++) {
    if (!Number.isFinite(values[i]!)) continue;
    sum += values[i]!;
    count += 1;
  }
  return count > 0 ? sum / count : NaN;
}
