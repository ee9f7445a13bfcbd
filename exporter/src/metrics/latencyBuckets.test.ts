import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyHistogram, mergeHistograms, observe } from '../core/histogram.ts';
import { LATENCY_BOUNDS_SECONDS, latencyBuckets } from './latencyBuckets.ts';

function histogramOf(values: readonly number[], schema: number): ReturnType<typeof emptyHistogram> {
  const histogram = emptyHistogram(schema);
  for (const value of values) observe(histogram, value);
  return histogram;
}

const latencies = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 50 });

describe('latencyBuckets', () => {
  it('counts exactly at the fixed bounds, at every schema from 0 up', () => {
    fc.assert(
      fc.property(latencies, fc.integer({ min: 0, max: 8 }), (values, schema) => {
        // Values right at a bucket's edge may fall to either side when logarithms are rounded.
        const clear = values.filter((value) =>
          LATENCY_BOUNDS_SECONDS.every((bound) => Math.abs(value / bound - 1) > 1e-9),
        );
        const { cumulative, count } = latencyBuckets(histogramOf(clear, schema));
        expect(cumulative).toEqual(
          LATENCY_BOUNDS_SECONDS.map((bound) => clear.filter((value) => value <= bound).length),
        );
        expect(count).toBe(clear.length);
      }),
    );
  });

  it('rises from bound to bound and adds up with other histograms', () => {
    fc.assert(
      fc.property(latencies, latencies, (a, b) => {
        const [one, two] = [histogramOf(a, 3), histogramOf(b, 3)];
        const merged = latencyBuckets(mergeHistograms([one, two])).cumulative;
        const added = latencyBuckets(one).cumulative.map((n, i) => n + latencyBuckets(two).cumulative[i]!);
        expect(merged).toEqual(added);
        for (let i = 1; i < merged.length; i++) expect(merged[i]!).toBeGreaterThanOrEqual(merged[i - 1]!);
      }),
    );
  });

  it('divides a bucket that lies on both sides of a bound by the logarithm', () => {
    const histogram = { ...emptyHistogram(-1), count: 8, sum: 16, buckets: new Map([[1, 8]]) };
    // Bucket 1 of schema −1 holds (1, 4]; 2 is half-way on the logarithmic scale.
    expect(latencyBuckets(histogram, [1, 2, 4]).cumulative).toEqual([0, 4, 8]);
  });
});
