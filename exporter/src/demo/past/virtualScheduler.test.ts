import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VirtualScheduler } from './virtualScheduler.ts';

test('tasks run in the order of their times, those of one time in the order they were scheduled', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 300 }), (delays) => {
      const scheduler = new VirtualScheduler(100);
      const ran: { delay: number; index: number; atSeconds: number }[] = [];
      delays.forEach((delay, index) => {
        scheduler.after(delay, () => ran.push({ delay, index, atSeconds: scheduler.nowSeconds() }));
      });
      scheduler.runUntil(200);
      expect(ran.map(({ index }) => index)).toEqual(
        delays
          .map((delay, index) => ({ delay, index }))
          .sort((a, b) => a.delay - b.delay || a.index - b.index)
          .map(({ index }) => index),
      );
      expect(ran.every(({ delay, atSeconds }) => atSeconds === 100 + delay)).toBe(true);
      expect(scheduler.nowSeconds()).toBe(200);
    }),
  );
});

test('tasks may schedule tasks; those beyond the end wait for the next run', () => {
  const scheduler = new VirtualScheduler(0);
  const ran: number[] = [];
  const again = (): void => {
    ran.push(scheduler.nowSeconds());
    scheduler.after(4, again);
  };
  scheduler.after(4, again);
  scheduler.runUntil(10);
  expect(ran).toEqual([4, 8]);
  scheduler.runUntil(12);
  expect(ran).toEqual([4, 8, 12]);
});
