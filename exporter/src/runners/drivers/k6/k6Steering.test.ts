import { expect, test } from 'vitest';
import type { LoadShare, ResultWindow } from '../../../core/loadDriver.ts';
import type { GateTarget } from '../../../core/runnerPool.ts';
import { createK6Steering } from './k6Steering.ts';

const share = (requestsPerIteration: number | null, count = 1): LoadShare =>
  ({
    test: { requestsPerIteration },
    index: 0,
    count,
    requestsPerSecond: 60,
    ceilingRequestsPerSecond: 120,
  }) as LoadShare;
const window = (requests: number, iterations: number): ResultWindow => ({ requests, iterations }) as ResultWindow;

function steering(of: LoadShare) {
  const targets: GateTarget[] = [];
  const made = createK6Steering(of, async (target) => void targets.push(target));
  return { made, last: () => targets.at(-1)!, targets };
}

test('requests become iterations by what is told', async () => {
  const { made, last } = steering(share(3));
  await made.retarget(60);
  expect(last()).toEqual({ iterationsPerSecond: 20, ceilingIterationsPerSecond: 40 });
  made.take(window(500, 100));
  expect(last().iterationsPerSecond).toBe(20);
});

test('each of several runners gets its part, and the share of iterations is the same', async () => {
  const { made, last } = steering(share(1, 3));
  await made.retarget(60);
  expect(last()).toEqual({ iterationsPerSecond: 20, ceilingIterationsPerSecond: 40 });
});

test('it begins with a tenth while nothing is known, and follows what is measured', async () => {
  const { made, last, targets } = steering(share(null));
  await made.retarget(60);
  expect(last()).toEqual({ iterationsPerSecond: 6, ceilingIterationsPerSecond: 120 });
  made.take(window(8, 2));
  expect(last().iterationsPerSecond).toBe(6);
  made.take(window(32, 8));
  expect(last().iterationsPerSecond).toBeCloseTo(15);
  const before = targets.length;
  made.take(window(60, 15));
  expect(targets).toHaveLength(before);
  for (let i = 0; i < 60; i++) made.take(window(30, 15));
  expect(last().iterationsPerSecond).toBeCloseTo(30, 0);
});

test('iterations without requests do not make a rate without bounds', async () => {
  const { made, last } = steering(share(null));
  await made.retarget(60);
  for (let i = 0; i < 10; i++) made.take(window(0, 6));
  expect(last().iterationsPerSecond).toBe(6);
});

test('a pause holds over new rates and measurements; a halt holds over everything', async () => {
  const { made, last } = steering(share(1));
  await made.retarget(60);
  await made.pause();
  expect(last().iterationsPerSecond).toBe(0);
  await made.retarget(30);
  expect(last().iterationsPerSecond).toBe(0);
  await made.resume();
  expect(last().iterationsPerSecond).toBe(30);
  await made.halt();
  await made.retarget(90);
  await made.resume();
  expect(last().iterationsPerSecond).toBe(0);
});

test('a rate of nothing is nothing, even while the ratio is not known', async () => {
  const { made, last } = steering(share(null));
  await made.retarget(0);
  expect(last().iterationsPerSecond).toBe(0);
});
