import type { RegularSeries } from '../../core/series.ts';
import { quantile } from './quantile.ts';

/**
 * Requests per second of the median instance; null where the demand of an instance is not known or most have none, so
 * that nothing can be divided by it.
 *
 * @param demands requests per second of each instance; undefined where it has no such series
 */
export function usualDemand(demands: readonly (RegularSeries | undefined)[]): number | null {
  const means: number[] = [];
  for (const demand of demands) {
    const known = (demand?.values ?? new Float64Array()).filter((value) => Number.isFinite(value));
    if (known.length === 0) return null;
    means.push(known.reduce((sum, value) => sum + value / known.length, 0));
  }
  const usual = quantile(Float64Array.from(means), 0.5);
  return Number.isFinite(usual) && usual > 0 ? usual : null;
}
