import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketQuantile } from './bucketQuantile.ts';

test('interpolates linearly within the bucket, as histogram_quantile does', () => {
  expect(bucketQuantile(0.5, [1, 2, 4], [0, 10, 0, 0])).toBe(1.5);
  expect(bucketQuantile(0.95, [1, 2, 4], [90, 0, 10, 0])).toBe(3);
  expect(bucketQuantile(0.5, [1, 2, 4], [10, 0, 0, 0])).toBe(0.5);
});

test('is the last bound for what lies above it, and null without observations', () => {
  expect(bucketQuantile(0.95, [1, 2], [0, 0, 5])).toBe(2);
  expect(bucketQuantile(0.95, [1, 2], [0, 0, 0])).toBeNull();
});

test('lies within a bucket of the exact quantile', () => {
  const bounds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28];
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.011, max: 1.2, noNaN: true }), { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, q) => {
        const counts = new Array<number>(bounds.length + 1).fill(0);
        for (const value of values) {
          const bucket = bounds.findIndex((bound) => value <= bound);
          counts[bucket] = (counts[bucket] ?? 0) + 1;
        }
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
        const bucket = bounds.findIndex((bound) => exact <= bound);
        const found = bucketQuantile(q, bounds, counts) ?? NaN;
        expect(found).toBeGreaterThanOrEqual((bounds[bucket - 1] ?? 0) - 1e-9);
        expect(found).toBeLessThanOrEqual((bounds[bucket] ?? 0) + 1e-9);
      },
    ),
  );
});
