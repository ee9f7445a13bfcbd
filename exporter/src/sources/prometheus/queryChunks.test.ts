import fc from 'fast-check';
import { expect, it } from 'vitest';
import { queryChunks } from './queryChunks.ts';
import { withRateInterval } from './rateInterval.ts';

it('covers each multiple of the step within the window once, in bounded chunks', () => {
  const window = fc.record({
    startSeconds: fc.integer({ min: 0, max: 2_000_000 }).map((n) => n / 4),
    length: fc.integer({ min: 0, max: 100_000 }),
    stepSeconds: fc.constantFrom(0.5, 1, 5, 7, 30, 300),
  });
  fc.assert(
    fc.property(window, fc.integer({ min: 10, max: 11_000 }), ({ startSeconds, length, stepSeconds }, maxPoints) => {
      const endSeconds = startSeconds + length;
      const times = queryChunks({ startSeconds, endSeconds, stepSeconds }, maxPoints).flatMap((chunk) => {
        const count = Math.round((chunk.endSeconds - chunk.startSeconds) / stepSeconds) + 1;
        expect(count).toBeLessThanOrEqual(maxPoints);
        return Array.from({ length: count }, (_, i) => chunk.startSeconds + i * stepSeconds);
      });
      const first = Math.ceil(startSeconds / stepSeconds);
      const count = Math.max(0, Math.floor(endSeconds / stepSeconds) - first + 1);
      expect(times).toEqual(Array.from({ length: count }, (_, i) => (first + i) * stepSeconds));
    }),
    { numRuns: 100 },
  );
});

it.each([
  [30, 15, '60000ms'],
  [300, 15, '315000ms'],
  [5, 60, '240000ms'],
])('lets a rate at a step of %s s and scrapes of %s s span %s', (step, scrape, expected) => {
  expect(withRateInterval('rate(x[$__rate_interval])', step, scrape)).toBe(`rate(x[${expected}])`);
});
