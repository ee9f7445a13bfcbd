import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LoadTest } from '../../../../core/loadTest.ts';
import { planScenarios } from './scenarioPlan.ts';

const vus = { preAllocated: 40, max: 100 };
const plan = (own: Record<string, Record<string, unknown>>, ceiling = 100) =>
  planScenarios(own, { vus } as LoadTest, ceiling, 90.5);
const rates = (own: Record<string, Record<string, unknown>>): number[] =>
  Object.values(plan(own)).map(({ rate }) => rate / 1000);

test('a script without scenarios runs its default function at the ceiling', () => {
  expect(plan({})).toEqual({
    default: {
      executor: 'constant-arrival-rate',
      rate: 100_000,
      timeUnit: '1000s',
      duration: '90500ms',
      preAllocatedVUs: 40,
      maxVUs: 100,
      exec: 'default',
    },
  });
});

test('function, environment, tags and browser options stay; start time and shape go', () => {
  const { a } = plan({
    a: {
      executor: 'ramping-vus',
      exec: 'buy',
      env: { A: '1' },
      tags: { t: '2' },
      options: { browser: {} },
      startTime: '1h',
      gracefulStop: '5s',
      stages: [{ target: 3 }],
    },
  });
  expect(a).toMatchObject({
    exec: 'buy',
    env: { A: '1' },
    tags: { t: '2' },
    options: { browser: {} },
    gracefulStop: '5s',
  });
  expect(a).not.toHaveProperty('startTime');
  expect(a).not.toHaveProperty('stages');
});

test.each<[string, Record<string, Record<string, unknown>>, number[]]>([
  ['VUs', { a: { executor: 'constant-vus', vus: 3 }, b: { executor: 'per-vu-iterations', vus: 1 } }, [75, 25]],
  [
    'stages of VUs',
    { a: { executor: 'ramping-vus', stages: [{ target: 9 }, { target: 0 }] }, b: { executor: 'constant-vus', vus: 1 } },
    [90, 10],
  ],
  [
    'rates, whatever their unit',
    {
      a: { executor: 'constant-arrival-rate', rate: 60, timeUnit: '1m0s', preAllocatedVUs: 99 },
      b: { executor: 'ramping-arrival-rate', startRate: 1, stages: [{ target: 3 }], preAllocatedVUs: 1 },
    },
    [25, 75],
  ],
  [
    'VUs where not all have rates',
    {
      a: { executor: 'constant-arrival-rate', rate: 999, preAllocatedVUs: 1 },
      b: { executor: 'constant-vus', vus: 4 },
    },
    [20, 80],
  ],
  ['nothing told', { a: { executor: 'shared-iterations' }, b: { executor: 'shared-iterations', vus: null } }, [50, 50]],
])('the load is split by %s', (_by, own, expected) => {
  expect(rates(own)).toEqual(expected);
});

test('rates of all scenarios are the ceiling together, to a thousandth each', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 }),
      fc.double({ min: 1, max: 5000, noNaN: true }),
      (counts, ceiling) => {
        const own = Object.fromEntries(counts.map((count, i) => [`s${i}`, { executor: 'constant-vus', vus: count }]));
        const planned = Object.values(plan(own, ceiling));
        const sum = planned.reduce((all, { rate }) => all + rate / 1000, 0);
        expect(Math.abs(sum - ceiling)).toBeLessThanOrEqual(0.0006 * planned.length);
        for (const one of planned) expect(one.maxVUs).toBeGreaterThanOrEqual(one.preAllocatedVUs);
      },
    ),
  );
});
