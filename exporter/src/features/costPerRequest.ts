import type { Signal } from '../core/signal.ts';

/** Signals that grow with the number of requests, so that their cost for each request says more than their level. */
export const COST_SIGNALS: readonly Signal[] = ['cpu_ratio', 'network_bytes_per_second', 'disk_bytes_per_second'];

/**
 * Cost of one request: amount / requests, both on one grid. NaN where either is unknown, or where there are hardly any
 * requests (less than a hundredth of the mean rate), since the cost at rest is then divided by next to nothing.
 */
export function costPerRequest(amount: Float64Array, requestsPerSecond: Float64Array): Float64Array {
  let sum = 0;
  let known = 0;
  for (const rate of requestsPerSecond) {
    if (!Number.isFinite(rate)) continue;
    sum += rate;
    known += 1;
  }
  const least = known > 0 ? (0.01 * sum) / known : 0;
  return amount.map((value, i) => {
    const rate = requestsPerSecond[i]!;
    return rate > least && rate > 0 ? value / rate : NaN;
  });
}
