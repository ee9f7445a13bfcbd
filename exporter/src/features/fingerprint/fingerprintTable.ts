import { FINGERPRINT_PARTS } from '../../core/fingerprint.ts';
import type { FingerprintAspect, FingerprintComponent, FingerprintTable } from '../../core/fingerprint.ts';
import type { InstanceBlocks } from './instanceBlocks.ts';
import { quantile } from './quantile.ts';

/** Quarters of a day from which on an instance tells how much it wobbles. */
const LEAST_BLOCKS = 4;
/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const MAD_TO_SIGMA = 1.4826;

/**
 * A mean over N requests is steadier by √N, and what stands out of it stands out more; unless what makes it vary hits all
 * instances alike. So an instance with another demand than the usual may differ by anything up to that without being
 * unlike the others.
 */
const DEMAND_EXPLAINS: Readonly<Partial<Record<FingerprintAspect, number>>> = { variability: -0.5, burstiness: 0.5 };

/** One component of all instances: location of each, and how much one wobbles. */
interface Column {
  readonly differences: Float64Array;
  readonly noise: number;
}

/**
 * Fingerprints: for each component and instance the median over quarters of a day of its difference from the median
 * instance in the same quarter. What all instances share (load, season, an outage of a neighbour) falls out, quarter
 * by quarter, and one odd quarter moves nothing. Components that fewer than two instances could be compared by are left
 * out. Instances come sorted.
 */
export function fingerprintTable(peers: ReadonlyMap<string, InstanceBlocks>): FingerprintTable {
  const ordered = [...peers].sort(([a], [b]) => (a < b ? -1 : 1));
  const demand = relativeTo(
    'median',
    ordered.map(([, blocks]) => blocks.demand),
  );
  const columns = FINGERPRINT_PARTS.flatMap(({ component, aspect }): [FingerprintComponent, Column][] => {
    const rows = ordered.map(([, { components }]) => components.get(component) ?? new Float64Array());
    const column = compare(rows, demand, DEMAND_EXPLAINS[aspect] ?? 0);
    return column === null ? [] : [[component, column]];
  });
  const width = columns.length;
  const differences = new Float64Array(ordered.length * width);
  columns.forEach(([, column], c) =>
    column.differences.forEach((value, row) => (differences[row * width + c] = value)),
  );
  return {
    instances: ordered.map(([instance]) => instance),
    components: columns.map(([component]) => component),
    differences,
    noise: Float64Array.from(columns, ([, { noise }]) => noise),
  };
}

/**
 * Null where no two instances were known in the same quarter.
 *
 * @param exponent what demand may explain: a part of demand to this power (0: nothing)
 */
function compare(rows: readonly Float64Array[], demand: readonly Float64Array[], exponent: number): Column | null {
  const relative = relativeTo('median', rows).map((row, i) =>
    row.map((difference, block) => difference - explained(difference, exponent * (demand[i]?.[block] ?? NaN))),
  );
  if (relative.filter((row) => row.some((value) => Number.isFinite(value))).length < 2) return null;
  const differences = Float64Array.from(relative, (row) => quantile(row, 0.5));
  return {
    differences: differences.map((value) => (Number.isFinite(value) ? value : 0)),
    noise: wobble(relativeTo('mean', rows)),
  };
}

/** The part of a difference that may be due to something between nothing and `most`. */
function explained(difference: number, most: number): number {
  if (!Number.isFinite(most)) return 0;
  return Math.min(Math.max(difference, Math.min(0, most)), Math.max(0, most));
}

/** Values less the middle of all rows in the same column; NaN where fewer than two are known. */
function relativeTo(middle: 'median' | 'mean', rows: readonly Float64Array[]): Float64Array[] {
  const relative = rows.map((row) => row.slice());
  const blocks = Math.max(0, ...rows.map((row) => row.length));
  for (let block = 0; block < blocks; block++) {
    const known = Float64Array.from(rows, (row) => row[block]!).filter((value) => Number.isFinite(value));
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const centre = known.length < 2 ? NaN : middle === 'mean' ? mean : quantile(known, 0.5);
    for (const row of relative) row[block]! -= centre;
  }
  return relative;
}

/**
 * How much an instance wobbles from quarter to quarter by itself: median absolute residual of the two-way table of
 * instances and quarters (without the effects of either), as a standard deviation. The quarters' effect is their mean,
 * since a median of few instances equals one of them, whose residual would then be none. Of rare events most residuals
 * are none, and their mean says more than their median. Infinity where too few quarters are known to say.
 */
function wobble(centred: readonly Float64Array[]): number {
  const residuals: number[] = [];
  let instances = 0;
  let quarters = 0;
  for (const row of centred) {
    const known = row.filter((value) => Number.isFinite(value));
    if (known.length < LEAST_BLOCKS) continue;
    instances += 1;
    quarters = Math.max(quarters, known.length);
    const own = quantile(known, 0.5);
    for (const value of known) residuals.push(Math.abs(value - own));
  }
  if (instances < 2) return Infinity;
  // Both effects were taken from the same values, which makes the residuals a little too small.
  const freedom = (instances / (instances - 1)) * (quarters / (quarters - 1));
  const mean = residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
  const sigma = Math.max(MAD_TO_SIGMA * quantile(Float64Array.from(residuals), 0.5), mean);
  return sigma * Math.sqrt(freedom);
}
