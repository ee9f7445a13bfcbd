import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InstanceMemory } from './instanceMemory.ts';

const MEBIBYTE = 2 ** 20;
const ample = { limitBytes: 512 * MEBIBYTE, baseBytes: 110 * MEBIBYTE, youngBytes: 32 * MEBIBYTE };
const short = { limitBytes: 128 * MEBIBYTE, baseBytes: 96 * MEBIBYTE, youngBytes: 32 * MEBIBYTE };

/** Collector seconds of `count` requests that come evenly at a rate. */
function collected(plan: typeof ample, requestsPerSecond: number, count: number): number {
  const memory = new InstanceMemory(plan, 0);
  let seconds = 0;
  for (let i = 0; i < count; i++) seconds += memory.allocate(0.4 * MEBIBYTE, i / requestsPerSecond).collectionSeconds;
  return seconds;
}

describe('InstanceMemory', () => {
  test('never uses more than its limit nor less than its base, whatever comes', () => {
    const step = fc.record({
      bytes: fc.integer({ min: 0, max: 4 * MEBIBYTE }),
      gapSeconds: fc.double({ min: 0, max: 30, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.constantFrom(ample, short), fc.array(step, { maxLength: 200 }), (plan, steps) => {
        const memory = new InstanceMemory(plan, 0);
        let now = 0;
        for (const { bytes, gapSeconds } of steps) {
          now += gapSeconds;
          const cost = memory.allocate(bytes, now);
          expect(cost.stallSeconds).toBeGreaterThanOrEqual(0);
          expect(cost.collectionSeconds).toBeGreaterThanOrEqual(0);
          expect(cost.workFactor).toBeGreaterThanOrEqual(1);
          expect(cost.workFactor).toBeLessThan(3);
          expect(memory.usedBytes(now)).toBeLessThanOrEqual(plan.limitBytes);
          expect(memory.usedBytes(now)).toBeGreaterThanOrEqual(plan.baseBytes);
        }
      }),
    );
  });

  test('short of memory, it collects far longer for the same work, and the more so under load', () => {
    expect(collected(short, 10, 1000)).toBeGreaterThan(5 * collected(ample, 10, 1000));
    expect(collected(short, 40, 1000)).toBeGreaterThan(2 * collected(short, 5, 1000));
  });

  test('what work left behind fades', () => {
    const memory = new InstanceMemory(ample, 0);
    for (let i = 0; i < 100; i++) memory.allocate(MEBIBYTE, i / 100);
    expect(memory.retainedBytes(1)).toBeGreaterThan(20 * MEBIBYTE);
    expect(memory.retainedBytes(121)).toBeLessThan(0.2 * MEBIBYTE);
  });

  test('nothing stalls before the first collection, wherever the clock begins', () => {
    for (const start of [-500, 0, 1.8e9]) {
      expect(new InstanceMemory(ample, start).allocate(MEBIBYTE, start + 1).stallSeconds).toBe(0);
    }
  });

  test('a warm start begins where it is told', () => {
    expect(new InstanceMemory(ample, 5, { retainedBytes: 40 * MEBIBYTE, youngBytes: 2 * MEBIBYTE }).usedBytes(5)).toBe(
      152 * MEBIBYTE,
    );
  });
});
