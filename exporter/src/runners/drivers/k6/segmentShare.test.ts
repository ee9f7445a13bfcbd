import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segmentShare } from './segmentShare.ts';

const all = (count: number, ceiling: number) =>
  Array.from({ length: count }, (_, index) => segmentShare(index, count, ceiling));

test('three share 100 as 33, 33 and 34', () => {
  expect(all(3, 100).map(({ ratio }) => ratio)).toEqual([0.33, 0.33, 0.34]);
  expect(segmentShare(1, 3, 100)).toMatchObject({ edges: [0, 33, 66, 100], whole: 100 });
});

test('shares are the whole together, none is empty, and whole caps lose next to nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.double({ min: 20, max: 200_000, noNaN: true }),
      (count, ceiling) => {
        const shares = all(count, ceiling);
        expect(shares.reduce((sum, { ratio }) => sum + ratio, 0)).toBeCloseTo(1, 9);
        for (const { ratio } of shares) {
          expect(ratio * count).toBeGreaterThan(0.45);
          const wanted = ratio * Math.floor(ceiling);
          expect(Math.floor(wanted + 1e-9) / wanted).toBeGreaterThan(0.995);
        }
        const caps = shares.reduce((sum, { ratio }) => sum + Math.floor(ceiling * ratio + 1e-9), 0);
        expect(caps).toBeLessThanOrEqual(ceiling + 1e-6);
        expect(caps).toBeGreaterThanOrEqual(Math.floor(ceiling) - (ceiling > 5000 ? count : 0));
      },
    ),
  );
});
