import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silhouette } from './silhouette.ts';

describe('silhouette', () => {
  it('is what Rousseeuw defined', () => {
    // Points 0, 2 | 10: for 0, a = 2 and b = 10; for 2, a = 2 and b = 8; 10 is alone.
    expect(silhouette([[0], [2], [10]], [0, 0, 1], 2)).toBeCloseTo((0.8 + 0.75 + 0) / 3, 12);
    // Points 0, 4 | 1: for 0, a = 4 and b = 1; for 4, a = 4 and b = 3.
    expect(silhouette([[0], [4], [1]], [0, 0, 1], 2)).toBeCloseTo((-0.75 - 0.25 + 0) / 3, 12);
  });

  it('takes the nearest of several clusters', () => {
    expect(silhouette([[0], [1], [5], [6], [100]], [0, 0, 1, 1, 2], 3)).toBeCloseTo(
      (1 - 1 / 5.5 + (1 - 1 / 4.5) + (1 - 1 / 4.5) + (1 - 1 / 5.5)) / 5,
      12,
    );
  });

  it('is 0 for points that lie on one another and for clusters of one', () => {
    expect(silhouette([[1], [1], [1]], [0, 0, 1], 2)).toBe(0);
    expect(silhouette([[1], [2]], [0, 1], 2)).toBe(0);
    expect(silhouette([[1], [2]], [0, 0], 1)).toBe(0);
  });

  it('lies between −1 and 1, and does not change with scale or labels', () => {
    const point = fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.nat(2));
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), (labelled) => {
        const points = labelled.map(([x]) => [x, 0]);
        const labels = labelled.map(([, label]) => label);
        const found = silhouette(points, labels, 3);
        expect(Math.abs(found)).toBeLessThanOrEqual(1);
        expect(
          silhouette(
            points.map(([x]) => [0, -4 * x!]),
            labels.map((label) => 2 - label),
            3,
          ),
        ).toBeCloseTo(found, 9);
      }),
    );
  });
});
