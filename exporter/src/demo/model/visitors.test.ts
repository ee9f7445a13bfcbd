import { expect, test } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { VirtualScheduler } from '../past/virtualScheduler.ts';
import { demoShopPlan } from './demoShopPlan.ts';
import { startVisitors } from './visitors.ts';

const { mix } = demoShopPlan;

test('arrivals follow the demand, and the mix of routes is as given', () => {
  const scheduler = new VirtualScheduler(0);
  const arrivals: { atSeconds: number; route: string }[] = [];
  const demand = { at: (seconds: number) => (seconds < 1000 ? 10 : 30), highest: 40 };
  const arrive = (route: string): void => void arrivals.push({ atSeconds: scheduler.nowSeconds(), route });
  startVisitors({ scheduler, random: seededRandom(7), mix, demand, arrive });
  scheduler.runUntil(2000);
  const early = arrivals.filter(({ atSeconds }) => atSeconds < 1000).length;
  // Poisson: standard deviations are 100 and 173; four of them.
  expect(Math.abs(early - 10_000)).toBeLessThan(400);
  expect(Math.abs(arrivals.length - early - 30_000)).toBeLessThan(700);
  for (const { route, share } of mix) {
    const seen = arrivals.filter((arrival) => arrival.route === route).length / arrivals.length;
    expect(Math.abs(seen - share)).toBeLessThan(0.012);
  }
});

test('a clock that stalls brings no burst of all that was missed', () => {
  const scheduler = new VirtualScheduler(0);
  let lateBy = 0;
  let count = 0;
  startVisitors({
    scheduler: {
      nowSeconds: () => scheduler.nowSeconds() + lateBy,
      after: (delaySeconds, task) => scheduler.after(delaySeconds, task),
    },
    random: seededRandom(1),
    mix,
    demand: { at: () => 20, highest: 20 },
    arrive: () => (count += 1),
  });
  scheduler.runUntil(10);
  const before = count;
  lateBy = 60;
  scheduler.runUntil(10.5);
  expect(count - before).toBeLessThan(60);
});

test('none arrive after the end', () => {
  const scheduler = new VirtualScheduler(0);
  let count = 0;
  const demand = { at: () => 20, highest: 20 };
  const stop = startVisitors({ scheduler, random: seededRandom(1), mix, demand, arrive: () => (count += 1) });
  scheduler.runUntil(5);
  stop();
  const before = count;
  scheduler.runUntil(50);
  expect(before).toBeGreaterThan(0);
  expect(count).toBe(before);
});
