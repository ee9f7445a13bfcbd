import { expect, test } from 'vitest';
import type { LoadTest } from '../../core/loadTest.ts';
import { planRun } from './planRun.ts';

const configured = {
  name: 'browse',
  requestsPerSecond: 20,
  maxRequestsPerSecond: 200,
  durationSeconds: 300,
} as LoadTest;

test('the test gives what is not asked', () => {
  expect(planRun(configured, {}, 500, 0)).toEqual({
    test: configured,
    requestsPerSecond: 20,
    ceilingRequestsPerSecond: 200,
    durationSeconds: 300,
  });
});

test('what is asked holds, and the limit lowers the ceiling by what active runs may take', () => {
  const wish = { requestsPerSecond: 50, durationSeconds: 5 };
  expect(planRun(configured, wish, 150, 60)).toMatchObject({ ...wish, ceilingRequestsPerSecond: 90 });
});

test.each([
  [{ requestsPerSecond: 201 }, 500, 0, 'at most 200 (tests.browse.maxRequestsPerSecond)'],
  [{ requestsPerSecond: 101 }, 100, 0, 'at most 100 (targets.maxRequestsPerSecond is 100)'],
  [
    { requestsPerSecond: 50 },
    100,
    60,
    'at most 40 (targets.maxRequestsPerSecond is 100, of which active runs may take 60)',
  ],
  [{}, 100, 100, 'at most 0'],
  [{ requestsPerSecond: 0 }, 100, 0, 'cannot start at 0'],
  [{ requestsPerSecond: NaN }, 100, 0, 'cannot start at NaN'],
  [{ durationSeconds: 0 }, 100, 0, 'cannot last 0 s'],
  [{ durationSeconds: Infinity }, 100, 0, 'cannot last Infinity s'],
])('%j with a limit of %d, %d of it taken, is refused', (wish, limit, taken, message) => {
  expect(() => planRun(configured, wish, limit, taken)).toThrow(message);
  expect(() => planRun(configured, wish, limit, taken)).toThrow(expect.objectContaining({ kind: 'unprocessable' }));
});
