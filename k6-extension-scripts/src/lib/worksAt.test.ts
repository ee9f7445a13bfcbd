import fc from 'fast-check';
import { expect, test } from 'vitest';
import { worksAt } from './worksAt.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

test('over any stretch of iterations the number that works is the share, within one', () => {
  fc.assert(
    fc.property(share, fc.nat(1_000_000), fc.integer({ min: 1, max: 2000 }), (p, first, length) => {
      let working = 0;
      for (let i = first; i < first + length; i++) working += worksAt(i, p) ? 1 : 0;
      expect(Math.abs(working - p * length)).toBeLessThanOrEqual(1 + 1e-6);
    }),
  );
});

test.each([
  [0, 0],
  [1, 100],
  [2, 100],
  [-1, 0],
  [NaN, 0],
  [Infinity, 100],
])('a share of %d lets %d of 100 through', (p, expected) => {
  expect(Array.from({ length: 100 }, (_, i) => worksAt(i, p)).filter(Boolean)).toHaveLength(expected);
});
