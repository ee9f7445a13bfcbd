import { describe, expect, it } from 'vitest';
import { shortTermChange } from './shortTermChange.ts';

const SEASON = 288;

describe('shortTermChange', () => {
  it('is large at a jump and falls back once the new level is known', () => {
    const values = Float64Array.from({ length: 3 * SEASON }, (_, i) => (i < 600 ? 10 : 20) + (i % 3) * 0.1);
    const change = shortTermChange(values, SEASON, 0.01);
    expect(change[600]!).toBeGreaterThan(20);
    expect(Math.abs(change[610]!)).toBeLessThan(3);
    expect(Math.abs(change[599]!)).toBeLessThan(3);
  });

  it('is the same from any first index', () => {
    const values = Float64Array.from({ length: 3 * SEASON }, (_, i) => (i * 7919) % 101);
    expect(shortTermChange(values, SEASON, 0.01, 700)[750]!).toBeCloseTo(
      shortTermChange(values, SEASON, 0.01)[750]!,
      9,
    );
  });

  it('is unknown where the value or all before it are', () => {
    const values = Float64Array.of(NaN, NaN, NaN, NaN, 1, 2, NaN);
    const change = shortTermChange(values, SEASON, 0.01);
    expect([...change].map(Number.isFinite)).toEqual([false, false, false, false, false, true, false]);
  });
});
