const DAYS = 7;

/**
 * How far each value lies from what is usual at its time of day, in units of how far values lay from that during the
 * past day: so a daily season or a noisy night alone are nothing unusual. NaN where the value or a day of past is
 * missing.
 *
 * Usual is the median, over up to seven past days, of the mean of three steps around the same time. The unit is the
 * squared mean root of the last day's deviations (a few outliers hardly widen it) without the last hour's (so that an
 * anomaly does not hide itself), but at least `floor` and 2 % of the day's mean level. Only the past is used, and a
 * finite one: a value's deviation is the same whatever came before.
 *
 * @param values on a regular grid, NaN where unknown
 * @param season steps in a day
 * @param floor least unit that matters, in the values' own unit; above 0
 * @param from first index wanted; the result is NaN before it
 */
export function seasonalDeviation(values: Float64Array, season: number, floor: number, from = 0): Float64Array {
  const out = new Float64Array(values.length).fill(NaN);
  const first = Math.max(season, from - season);
  const deviations = new Float64Array(values.length).fill(NaN);
  for (let i = first; i < values.length; i++) deviations[i] = values[i]! - usualAt(values, i, season);
  const roots = runningMean(values.length, first, (i) => Math.sqrt(Math.abs(deviations[i]!)));
  const levels = runningMean(values.length, Math.max(0, first - season), (i) => Math.abs(values[i]!));
  const hour = Math.max(1, Math.round(season / 24));
  for (let i = Math.max(first, from); i < values.length; i++) {
    const deviation = deviations[i]!;
    if (!Number.isFinite(deviation)) continue;
    const root = roots(i - season, i - hour);
    const level = levels(i - season, i);
    const unit = Math.max(Number.isNaN(root) ? 0 : root * root, 0.02 * (Number.isNaN(level) ? 0 : level), floor);
    out[i] = deviation / unit;
  }
  return out;
}

const days = new Float64Array(DAYS);

/** Median over past days of the mean around the same time of day; NaN where nothing is known. */
function usualAt(values: Float64Array, index: number, season: number): number {
  let count = 0;
  for (let day = 1; day <= DAYS && index - day * season >= 0; day++) {
    const around = meanAround(values, index - day * season, season);
    if (Number.isNaN(around)) continue;
    // Kept in order by insertion: for seven values many times faster than a sort.
    let place = count++;
    for (; place > 0 && days[place - 1]! > around; place--) days[place] = days[place - 1]!;
    days[place] = around;
  }
  if (count === 0) return NaN;
  const middle = count >> 1;
  return count % 2 === 1 ? days[middle]! : (days[middle - 1]! + days[middle]!) / 2;
}

function meanAround(values: Float64Array, centre: number, season: number): number {
  const reach = season >= 48 ? 1 : 0;
  let sum = 0;
  let count = 0;
  for (let i = Math.max(0, centre - reach); i <= centre + reach; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    sum += value;
    count += 1;
  }
  return count > 0 ? sum / count : NaN;
}

/** The mean of `of` over [from, to) for any span behind `first`, from running sums; NaN where nothing is known. */
function runningMean(
  length: number,
  first: number,
  of: (index: number) => number,
): (from: number, to: number) => number {
  const sums = new Float64Array(length - Math.min(first, length) + 1);
  const counts = new Int32Array(sums.length);
  for (let i = first, k = 0; i < length; i++, k++) {
    const value = of(i);
    const known = Number.isFinite(value);
    sums[k + 1] = sums[k]! + (known ? value : 0);
    counts[k + 1] = counts[k]! + (known ? 1 : 0);
  }
  return (from, to) => {
    const low = Math.max(0, from - first);
    const high = Math.max(low, to - first);
    const count = counts[high]! - counts[low]!;
    return count > 0 ? (sums[high]! - sums[low]!) / count : NaN;
  };
}
