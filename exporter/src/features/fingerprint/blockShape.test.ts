import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { blockShape } from './blockShape.ts';
import type { BlockSteps } from './blockShape.ts';

const random = seededRandom(5);
const steps: BlockSteps = { amounts: new Float64Array(), demand: null, offset: 1e-6 };

describe('blockShape', () => {
  it('gives the logarithm of the level, and of the spread from step to step', () => {
    const amounts = Float64Array.from({ length: 4000 }, () => 7 * Math.exp(0.2 * random.normal()));
    const shape = blockShape({ ...steps, amounts }, 4)!;
    expect(Math.exp(shape.level)).toBeCloseTo(7 * Math.exp(0.02), 0);
    expect(Math.exp(shape.variability)).toBeCloseTo(0.2 + 0.01, 2);
    // The 95th percentile of a normal distribution lies 1.645 standard deviations above the median.
    expect(Math.exp(shape.burstiness)).toBeCloseTo(1.645, 1);
  });

  it('does not take a season for variability', () => {
    const amounts = Float64Array.from({ length: 72 }, (_, i) => 100 + i);
    expect(Math.exp(blockShape({ ...steps, amounts }, 4)!.variability)).toBeLessThan(0.02);
  });

  it('divides what requests spend by them, and sees neither their season nor their noise in it', () => {
    const requests = Float64Array.from({ length: 72 }, (_, i) => 5 + i + 3 * random.next());
    const shape = blockShape({ ...steps, amounts: requests.map((rate) => rate * 0.02), demand: requests }, 4)!;
    expect(Math.exp(shape.level)).toBeCloseTo(0.02, 5);
    expect(Math.exp(shape.variability)).toBeCloseTo(0.01, 5);
  });

  it('says nothing of too few steps, or of steps without requests to divide by', () => {
    const amounts = Float64Array.of(1, NaN, 2, 3, NaN);
    expect(blockShape({ ...steps, amounts }, 4)).toBeNull();
    expect(blockShape({ ...steps, amounts }, 3)).not.toBeNull();
    expect(blockShape({ ...steps, amounts: amounts.fill(1), demand: new Float64Array(5) }, 4)).toBeNull();
  });

  it('is finite or null whatever comes', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(0, NaN, Infinity, -1), fc.double({ min: 0, max: 1e300 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 30 }), fc.boolean(), (pairs, divided) => {
        const [amounts, requests] = [0, 1].map((k) => Float64Array.from(pairs, (pair) => pair[k]!));
        const shape = blockShape({ ...steps, amounts: amounts!, demand: divided ? requests! : null }, 3);
        for (const number of Object.values(shape ?? {})) expect(Number.isFinite(number)).toBe(true);
      }),
    );
  });
});
