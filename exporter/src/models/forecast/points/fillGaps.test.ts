import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillGaps } from './fillGaps.ts';

describe('fillGaps', () => {
  it('takes the value of a day earlier, on the first day the last one known', () => {
    const filled = fillGaps(Float64Array.of(NaN, 1, NaN, 3, NaN, 5, Infinity, 7), 3, 0);
    expect([...filled]).toEqual([1, 1, 1, 3, 1, 5, 3, 7]);
  });

  it('fills a series of nothing with the fallback', () => {
    expect([...fillGaps(Float64Array.of(NaN, NaN), 3, 9)]).toEqual([9, 9]);
    expect(fillGaps(new Float64Array(), 3, 9)).toHaveLength(0);
  });

  it('is finite, keeps what is known, and looks at nothing behind a gap but the first known value', () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(NaN));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        (values, season) => {
          const known = Float64Array.from(values);
          const filled = fillGaps(known, season, 0);
          const first = known.findIndex(Number.isFinite);
          filled.forEach((got, i) => {
            expect(Number.isFinite(got)).toBe(true);
            if (Number.isFinite(known[i]!)) expect(got).toBe(known[i]);
            if (first >= 0 && i >= first) expect(got).toBe(fillGaps(known.slice(0, i + 1), season, 0)[i]);
          });
        },
      ),
    );
  });
});
