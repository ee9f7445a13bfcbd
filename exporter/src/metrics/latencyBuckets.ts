import type { Histogram } from '../core/histogram.ts';
import type { ClassicHistogram } from './exposition.ts';

/**
 * Upper bounds of the latency histogram in seconds: 1/1024 s to 16 s, doubling. Powers of two are bounds of Prometheus'
 * exponential buckets at every schema from 0 up, so that the counts are exact.
 */
export const LATENCY_BOUNDS_SECONDS: readonly number[] = Array.from({ length: 15 }, (_, i) => 2 ** (i - 10));

/**
 * An exponential histogram in fixed buckets. A bucket that lies on both sides of a bound (a schema below 0, or other
 * bounds) is divided in proportion to the logarithm, as Prometheus interpolates within exponential buckets; cumulative
 * counts are rounded down to whole observations.
 */
export function latencyBuckets(histogram: Histogram, bounds = LATENCY_BOUNDS_SECONDS): ClassicHistogram {
  const base = 2 ** -histogram.schema;
  const cumulative = bounds.map((bound) => {
    // In units of buckets: bucket i reaches from i − 1 to i.
    const position = Math.log2(bound) / base;
    let below = bound >= histogram.zeroThreshold ? histogram.zeroCount : 0;
    for (const [index, count] of histogram.buckets) {
      below += count * Math.max(0, Math.min(1, position - (index - 1)));
    }
    // A sum of shares may fall short of a whole number by a rounding error.
    return Math.floor(below + 1e-9);
  });
  return { bounds, cumulative, count: histogram.count, sum: histogram.sum };
}
