import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { calibratedScore, calibrateTail } from './tailCalibration.ts';

const random = seededRandom(4);
const exponential = Float64Array.from({ length: 20_000 }, () => -Math.log(1 - random.next()));

describe('calibrateTail', () => {
  it('gives 1 to what the asked share of past rows exceeds', () => {
    for (const ratio of [0.05, 0.01, 0.001]) {
      const calibration = calibrateTail(exponential, ratio);
      // An exponential exceeds −ln(ratio) with that very probability.
      expect(calibratedScore(calibration, -Math.log(ratio))).toBeCloseTo(1, 1);
    }
  });

  it('carries the tail on beyond what was ever seen', () => {
    const calibration = calibrateTail(exponential.subarray(0, 2000), 0.01);
    // 0.01² is exceeded at twice the distance: one row in 10,000, of 2,000.
    expect(calibratedScore(calibration, -2 * Math.log(0.01))).toBeGreaterThan(1.6);
    expect(calibratedScore(calibration, -2 * Math.log(0.01))).toBeLessThan(2.6);
    expect(calibratedScore(calibration, 100)).toBeGreaterThan(calibratedScore(calibration, 50));
  });

  it('rises with the raw score, never falls below 0 and stays finite', () => {
    const raws = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(
        raws,
        fc.double({ min: -1e7, max: 1e7, noNaN: true }),
        fc.double({ min: 0, max: 1e7, noNaN: true }),
        (past, raw, more) => {
          const calibration = calibrateTail(Float64Array.from(past), 0.01);
          const [low, high] = [calibratedScore(calibration, raw), calibratedScore(calibration, raw + more)];
          expect(Number.isFinite(high)).toBe(true);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeGreaterThanOrEqual(low - 1e-9);
        },
      ),
    );
  });

  it('takes what never differed as usual, and anything above it as not', () => {
    const calibration = calibrateTail(new Float64Array(500).fill(3), 0.01);
    expect(calibratedScore(calibration, 3)).toBe(0);
    expect(calibratedScore(calibration, 3.1)).toBeGreaterThan(1);
  });
});
