import { afterEach, expect, test } from 'vitest';
import type { Decision } from '../core/decision.ts';
import { emptyHistogram } from '../core/histogram.ts';
import type { LoadDriver } from '../core/loadDriver.ts';
import type { LoadTest } from '../core/loadTest.ts';
import { Problem } from '../core/problem.ts';
import type { Runner, RunnerPool } from '../core/runnerPool.ts';
import type { RunRecord, RunSecond } from '../core/runState.ts';
import type { RunUpdate } from './control/runListeners.ts';
import { RunController } from './runController.ts';
import { browse, poolOf, ready, runner, scriptedDriver } from './testdata/standIns.ts';

let controllers: RunController[] = [];
afterEach(async () => {
  await Promise.all(controllers.map((one) => one.close()));
  controllers = [];
});

function control(
  driver: LoadDriver,
  pool: RunnerPool,
  own: { tests?: LoadTest[]; limit?: number; unconfined?: boolean } = {},
) {
  const decisions: Decision[] = [];
  const seconds: RunSecond[] = [];
  const controller = new RunController({
    tests: () => own.tests ?? [browse],
    drivers: new Map([['k6', driver]]),
    pool,
    targets: () => ({
      allow: ['127.0.0.2'],
      maxRequestsPerSecond: own.limit ?? 100,
      unconfined: own.unconfined ?? false,
    }),
    results: {
      createRunSeries: () => ({
        aim: () => undefined,
        add: (_runner, window) => {
          const row = { ...window, targetRequestsPerSecond: 1, p50Seconds: null, p95Seconds: null, p99Seconds: null };
          seconds.push(row);
          return [row];
        },
        end: () => [],
        seconds,
        totals: { requests: 0, errors: 0, refused: 0 },
        latency: emptyHistogram(),
      }),
      finalLatency: () => null,
      createThresholdJudge: () => ({ watched: [], take: () => undefined, crossed: () => null, failed: () => [] }),
      judge: ({ stop, failure }) =>
        failure !== null
          ? { verdict: 'error', reason: failure }
          : { verdict: stop === null ? 'passed' : 'aborted', reason: 'judged' },
    },
    nowSeconds: () => 1000,
    onDecision: (decision) => decisions.push(decision),
  });
  controllers.push(controller);
  return { controller, decisions };
}

/** All updates of a run until it is in a state. */
function until(controller: RunController, id: string, state: RunRecord['state']): Promise<RunRecord> {
  return new Promise((resolve) => {
    const look = (update: RunUpdate): void => {
      if (update.type === 'run' && update.record.state === state) resolve(update.record);
    };
    controller.subscribe(id, look);
    const now = controller.get(id);
    if (now?.state === state) resolve(now);
  });
}

test('a run passes all states, and its listeners and the decision log hear of them', async () => {
  const { driver, second, finish, shares } = scriptedDriver();
  const { pool, released } = poolOf(ready);
  const { controller, decisions } = control(driver, pool);
  const record = await controller.start({ test: 'browse', actor: 'anna', requestsPerSecond: 30 });
  expect(record).toMatchObject({
    state: 'planned',
    targetRequestsPerSecond: 30,
    ceilingRequestsPerSecond: 60,
    actor: 'anna',
  });
  const heard: string[] = [];
  controller.subscribe(record.id, (update) => heard.push(update.type === 'run' ? update.record.state : 'second'));
  const running = until(controller, record.id, 'running');
  const finished = until(controller, record.id, 'finished');
  await until(controller, record.id, 'starting');
  second(1);
  expect((await running).startedAt).toBe(1000);
  expect(shares[0]).toMatchObject({ index: 0, count: 1, requestsPerSecond: 30, allowedAddresses: ['127.0.0.2'] });
  finish({ outcome: 'completed', detail: '' });
  expect(await finished).toMatchObject({ verdict: 'passed', reason: 'judged', endedAt: 1000, notices: ['k6 2.2.0'] });
  expect(heard).toEqual(['provisioning', 'starting', 'running', 'second', 'finished']);
  expect(decisions.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['run_started', 'anna'],
    ['run_finished', 'loadstar'],
  ]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(released).toEqual(['r1']);
});

test('a run whose provisioning hangs can be stopped, and a runner that comes later goes back', async () => {
  let bring: (runners: readonly Runner[]) => void = () => undefined;
  const { pool, released } = poolOf(() => new Promise((resolve) => (bring = resolve)));
  const { controller } = control(scriptedDriver().driver, pool);
  const { id } = await controller.start({ test: 'browse', actor: 'anna' });
  await until(controller, id, 'provisioning');
  const finished = until(controller, id, 'finished');
  expect((await controller.stop(id, 'anna', 'changed my mind')).state).toBe('stopping');
  expect(await finished).toMatchObject({ verdict: 'aborted', startedAt: null });
  bring([runner]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(released).toEqual(['r1']);
});

test('a pool or a driver that fails ends the run as an error that says why', async () => {
  const failing = poolOf(async () => Promise.reject(new Problem('unavailable', 'x', 'no machines left')));
  const first = control(scriptedDriver().driver, failing.pool).controller;
  const { id } = await first.start({ test: 'browse', actor: 'anna' });
  expect(await until(first, id, 'finished')).toMatchObject({ verdict: 'error', reason: 'no machines left' });

  const { driver } = scriptedDriver();
  const broken = { ...driver, start: async () => Promise.reject(new Error('no k6 there')) };
  const second = control(broken, poolOf(ready).pool).controller;
  const other = await second.start({ test: 'browse', actor: 'anna' });
  expect(await until(second, other.id, 'finished')).toMatchObject({ verdict: 'error', reason: 'no k6 there' });
});

test('a second run of a test is refused, while it is checked and while it runs', async () => {
  const { controller } = control(scriptedDriver().driver, poolOf(ready).pool);
  const both = await Promise.allSettled([1, 2].map(() => controller.start({ test: 'browse', actor: 'anna' })));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(controller.start({ test: 'browse', actor: 'anna' })).rejects.toMatchObject({ kind: 'conflict' });
  expect(controller.list()).toHaveLength(1);
});

test('runs together cannot pass the limit', async () => {
  const tests = [browse, { ...browse, name: 'buy' }];
  const { controller } = control(scriptedDriver().driver, poolOf(ready).pool, { tests, limit: 100 });
  const [, second] = await Promise.all(tests.map(({ name }) => controller.start({ test: name, actor: 'anna' })));
  expect(second).toMatchObject({ ceilingRequestsPerSecond: 40 });
  expect(second!.notices).toContain('the ceiling is 40 requests/s by targets.maxRequestsPerSecond');
  expect(controller.list().map((record) => record.test)).toEqual(['buy', 'browse']);
});

test.each([
  ['an unknown test', { test: 'buy' }, 'not_found', 'known: browse'],
  ['a rate above the ceiling', { test: 'browse', requestsPerSecond: 61 }, 'unprocessable', 'at most 60'],
])('%s starts nothing', async (_what, request, kind, message) => {
  const { controller, decisions } = control(scriptedDriver().driver, poolOf(ready).pool);
  await expect(controller.start({ ...request, actor: 'anna' })).rejects.toMatchObject({
    kind,
    message: expect.stringContaining(message),
  });
  expect(controller.list()).toEqual([]);
  expect(decisions).toEqual([]);
});

test('a target that is not allowed starts nothing', async () => {
  const tests = [{ ...browse, target: 'http://127.0.0.3:9100' }];
  const { controller } = control(scriptedDriver().driver, poolOf(ready).pool, { tests });
  await expect(controller.start({ test: 'browse', actor: 'anna' })).rejects.toMatchObject({ kind: 'forbidden' });
  expect(controller.list()).toEqual([]);
});

test('a driver that cannot be confined runs only when that is allowed', async () => {
  const { driver } = scriptedDriver({ retarget: true, pause: true, confine: false });
  const refused = control(driver, poolOf(ready).pool).controller.start({ test: 'browse', actor: 'anna' });
  await expect(refused).rejects.toThrow('targets.unconfined: true');
  const allowed = control(driver, poolOf(ready).pool, { unconfined: true }).controller;
  expect((await allowed.start({ test: 'browse', actor: 'anna' })).state).toBe('planned');
});

test('steering reaches the tool, and what cannot be is refused with nothing changed', async () => {
  const { driver, second, asked } = scriptedDriver();
  const { controller } = control(driver, poolOf(ready).pool);
  const { id } = await controller.start({ test: 'browse', actor: 'anna' });
  await until(controller, id, 'starting');
  await expect(controller.steer(id, { requestsPerSecond: 5, paused: true }, 'anna')).rejects.toMatchObject({
    kind: 'conflict',
  });
  expect(controller.get(id)?.targetRequestsPerSecond).toBe(20);
  second(1);
  await until(controller, id, 'running');
  expect(await controller.steer(id, { requestsPerSecond: 5, paused: true }, 'anna')).toMatchObject({
    state: 'paused',
    targetRequestsPerSecond: 5,
  });
  expect((await controller.steer(id, { paused: false }, 'anna')).state).toBe('running');
  for (const rate of [61, -1, NaN]) {
    await expect(controller.steer(id, { requestsPerSecond: rate }, 'anna')).rejects.toMatchObject({
      kind: 'unprocessable',
    });
  }
  expect(asked).toEqual(['rate 5', 'pause', 'resume']);
  await controller.stop(id, 'anna', 'enough');
  await expect(controller.steer(id, { requestsPerSecond: 5 }, 'anna')).rejects.toMatchObject({ kind: 'conflict' });
  await until(controller, id, 'finished');
  await expect(controller.stop(id, 'anna', 'again')).rejects.toMatchObject({ kind: 'conflict' });
  await expect(controller.stop('nothing', 'anna', 'x')).rejects.toMatchObject({ kind: 'not_found' });
});

test('a driver that cannot pause says so', async () => {
  const { driver, second } = scriptedDriver({ retarget: false, pause: false, confine: true });
  const { controller } = control(driver, poolOf(ready).pool);
  const { id } = await controller.start({ test: 'browse', actor: 'anna' });
  await until(controller, id, 'starting');
  second(1);
  await until(controller, id, 'running');
  await expect(controller.steer(id, { paused: true }, 'anna')).rejects.toThrow('The k6 driver cannot pause');
  await expect(controller.steer(id, { requestsPerSecond: 5 }, 'anna')).rejects.toThrow('cannot change the rate');
});

test('closing stops what runs, and nothing starts after it', async () => {
  const { controller } = control(scriptedDriver().driver, poolOf(ready).pool);
  const { id } = await controller.start({ test: 'browse', actor: 'anna' });
  await controller.close();
  expect(controller.get(id)).toMatchObject({ state: 'finished', verdict: 'aborted' });
  await expect(controller.start({ test: 'browse', actor: 'anna' })).rejects.toMatchObject({ kind: 'unavailable' });
});

test('a listener that throws, or has left, disturbs nobody', async () => {
  const { driver, second } = scriptedDriver();
  const { controller } = control(driver, poolOf(ready).pool);
  const { id } = await controller.start({ test: 'browse', actor: 'anna' });
  controller.subscribe(id, () => {
    throw new Error('gone');
  });
  const heard: string[] = [];
  const leave = controller.subscribe(id, (update) => heard.push(update.type));
  await until(controller, id, 'starting');
  leave();
  second(1);
  await until(controller, id, 'running');
  expect(heard).toEqual(['run', 'run']);
});
