import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketQuantile } from './bucketQuantile.ts';

const INF = Number.POSITIVE_INFINITY;

describe('bucketQuantile', () => {
  it.each<[string, [number, number][], number, number | null]>([
    [
      'interpolates within the bucket',
      [
        [1, 10],
        [2, 20],
        [INF, 20],
      ],
      0.75,
      1.5,
    ],
    [
      'begins the lowest bucket at 0',
      [
        [1, 10],
        [INF, 10],
      ],
      0.5,
      0.5,
    ],
    [
      'gives the highest bound for what lies beyond',
      [
        [1, 1],
        [2, 2],
        [INF, 10],
      ],
      0.9,
      2,
    ],
    [
      'has no value without observations',
      [
        [1, 0],
        [INF, 0],
      ],
      0.5,
      null,
    ],
    [
      'has no value without +Inf',
      [
        [1, 5],
        [2, 6],
      ],
      0.5,
      null,
    ],
    ['has no value with +Inf only', [[INF, 6]], 0.5, null],
    [
      'gives a bound below zero as it stands',
      [
        [-1, 5],
        [1, 5],
        [INF, 5],
      ],
      0.5,
      -1,
    ],
    [
      'lifts counts that fall',
      [
        [1, 10],
        [2, 8],
        [INF, 10],
      ],
      0.99,
      0.99,
    ],
  ])('%s', (_, buckets, quantile, expected) => {
    expect(bucketQuantile(new Map(buckets), quantile)).toBe(expected);
  });

  it('stays within the bounds and does not fall with the quantile', () => {
    const counts = fc.array(fc.nat(100), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(
        counts,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (counts_, a, b) => {
          const buckets = new Map(counts_.map((count, i) => [i === counts_.length - 1 ? INF : i + 1, count]));
          const [low, high] = [bucketQuantile(buckets, Math.min(a, b)), bucketQuantile(buckets, Math.max(a, b))];
          if (low === null || high === null) {
            expect(Math.max(...counts_)).toBe(0);
            return;
          }
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(counts_.length - 1);
          expect(high).toBeGreaterThanOrEqual(low - 1e-9);
        },
      ),
    );
  });
});
