import type { Histogram } from '../core/histogram.ts';
import type { LoadExit } from '../core/loadDriver.ts';
import type { LatencySummary } from './runSeries.ts';
import { latencySummary } from './runSeries.ts';
import { pooledQuantile } from './thresholds/pooledQuantile.ts';

/**
 * Percentiles over the whole run as exactly as they can be had: from the runners' own quantiles, where these speak of the
 * very requests that the run counted, else from the merged histogram, whose buckets are 9 % wide.
 *
 * @param exits what each runner told at its end; empty while the run goes on
 * @returns null before the first request
 */
export function finalLatency(latency: Histogram, exits: readonly LoadExit[]): LatencySummary | null {
  const parts = exits.flatMap(({ latencySeconds }) => latencySeconds ?? []);
  const counted = parts.reduce((sum, { count }) => sum + count, 0);
  if (counted === 0 || counted !== latency.count) return latencySummary(latency);
  const at = (share: number): number => pooledQuantile(parts, share);
  return { p50Seconds: at(0.5), p95Seconds: at(0.95), p99Seconds: at(0.99) };
}
