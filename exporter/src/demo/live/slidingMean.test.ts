import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SlidingMean } from './slidingMean.ts';

test('is 0 until there are two readings, then the mean over the window', () => {
  const mean = new SlidingMean(5);
  expect(mean.value).toBe(0);
  mean.read(10, 0);
  expect(mean.value).toBe(0);
  mean.read(12, 1);
  expect(mean.value).toBe(2);
  for (let second = 2; second <= 10; second++) mean.read(12, second);
  expect(mean.value).toBe(0);
});

test('of an integral that grows within bounds, the mean lies within these bounds', () => {
  const reading = fc.record({
    gapSeconds: fc.double({ min: 0.1, max: 3, noNaN: true }),
    level: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(reading, { minLength: 2, maxLength: 60 }), (readings) => {
      const mean = new SlidingMean(5);
      let at = 1000;
      let integral = 0;
      for (const { gapSeconds, level } of readings) {
        at += gapSeconds;
        integral += level * gapSeconds;
        mean.read(integral, at);
        expect(mean.value).toBeGreaterThanOrEqual(0);
        expect(mean.value).toBeLessThanOrEqual(1 + 1e-6);
      }
    }),
  );
});
