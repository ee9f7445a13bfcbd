import { expect, test } from 'vitest';
import { browse, poolOf, ready } from '../testdata/standIns.ts';
import { planRunners } from './planRunners.ts';

const { pool } = poolOf(ready);
const test3 = { ...browse, runners: 3 };

test('the test gives what is not asked', () => {
  expect(planRunners(test3, undefined, 60, pool, 0)).toBe(3);
  expect(planRunners(test3, 2, 60, pool, 2)).toBe(2);
  expect(planRunners(browse, undefined, 0.5, pool, 0)).toBe(1);
});

test.each<[number, number, number, string]>([
  [5, 60, 0, 'at most 4 (pool stand-in has 4)'],
  [3, 60, 2, 'at most 2 (pool stand-in has 4, of which other runs have 2)'],
  [3, 2, 0, 'at most one for each request/s of the ceiling, which is 2'],
  [0, 60, 0, 'a whole number from 1'],
  [1.5, 60, 0, 'a whole number from 1'],
])('%d runners for %d requests/s with %d taken are refused', (wanted, ceiling, taken, message) => {
  const plan = () => planRunners(browse, wanted, ceiling, pool, taken);
  expect(plan).toThrow(message);
  expect(plan).toThrow(expect.objectContaining({ kind: 'unprocessable' }));
});
