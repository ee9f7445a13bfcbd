import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LoadHandle, LoadShare, ResultWindow } from '../../exporter/src/core/loadDriver.ts';
import type { LoadTest } from '../../exporter/src/core/loadTest.ts';
import type { Runner } from '../../exporter/src/core/runnerPool.ts';
import { createSampleReceiver } from '../../exporter/src/results/sampleReceiver.ts';
import { createK6Driver } from '../../exporter/src/runners/drivers/k6/k6Driver.ts';
import { fillPlaceholders } from '../../exporter/src/runners/pools/supervisor/fillPlaceholders.ts';
import { openGate } from '../../exporter/src/runners/pools/supervisor/gate.ts';
import { startGenerator } from '../../exporter/src/runners/pools/supervisor/generatorProcess.ts';
import { describeWith } from '../parts/part.ts';
import { K6_SCRIPTS } from './runParts/k6Scripts.ts';
import { processesWith } from './runParts/processes.ts';
import type { Stage } from './runParts/startStage.ts';
import { loadTest, startStage } from './runParts/startStage.ts';
import type { Target } from './runParts/startTarget.ts';
import { startTarget } from './runParts/startTarget.ts';

type ScriptName = keyof typeof K6_SCRIPTS;

describeWith(['k6'], 'LoadDriver k6', ({ k6 }) => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-driver-'));
  let stage: Stage;
  let target: Target;

  beforeAll(() => {
    for (const [name, text] of Object.entries(K6_SCRIPTS)) writeFileSync(join(folder, `${name}.js`), text);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(async () => {
    target = await startTarget();
    stage = await startStage(k6);
  });
  afterEach(async () => {
    await stage.close();
    await target.close();
    expect(processesWith(folder)).toEqual([]);
  });

  const testOf = (script: ScriptName, own: Partial<LoadTest> = {}): LoadTest =>
    loadTest({ name: script, script: join(folder, `${script}.js`), target: target.url, requestsPerSecond: 20, ...own });
  const shareOf = (test: LoadTest, own: Partial<LoadShare> = {}): LoadShare => ({
    runId: 'run',
    test,
    index: 0,
    count: 1,
    requestsPerSecond: test.requestsPerSecond,
    ceilingRequestsPerSecond: test.maxRequestsPerSecond,
    durationSeconds: 3,
    allowedAddresses: [target.host],
    ...own,
  });
  const start = async (share: LoadShare, on?: Runner) =>
    stage.driver.start(share, on ?? (await stage.pool.provision(share.count))[share.index]!);
  const collect = async (handle: LoadHandle) => {
    const windows: ResultWindow[] = [];
    for await (const window of handle.results) windows.push(window);
    const sum = (of: (window: ResultWindow) => number): number => windows.reduce((all, one) => all + of(one), 0);
    return {
      exit: await handle.ended,
      windows,
      requests: sum((one) => one.requests),
      errors: sum((one) => one.errors),
      refused: sum((one) => one.refused),
      iterations: sum((one) => one.iterations),
    };
  };

  it('says its version and what it can', async () => {
    expect(await stage.driver.version()).toMatch(/^2\.\d+/);
    expect(stage.driver.capabilities).toEqual({ retarget: true, pause: true, confine: true });
  });

  it.each([
    ['/nonexistent/k6', 'There is no k6 at /nonexistent/k6'],
    ['/bin/true', '/bin/true does not answer as k6'],
  ])('names how to get k6 when it is %s', async (program, message) => {
    const receiver = createSampleReceiver(() => 'http://127.0.0.1:9', Date.now);
    const version = createK6Driver({ program, searchPath: '/usr/bin', receiver }).version();
    await expect(version).rejects.toMatchObject({ kind: 'unavailable', message: expect.stringContaining(message) });
    await expect(version).rejects.toThrow('Install k6 2.x');
  });

  it.each([
    ['doesNotCompile', 'Unexpected end of input'],
    ['lacksFunction', "function 'buy' not found in exports; the script exports default"],
    ['isMissing', 'there is no such file'],
  ])('refuses a script that %s before anything starts', async (script, words) => {
    const checked = stage.driver.check(testOf(script as ScriptName));
    await expect(checked).rejects.toMatchObject({ kind: 'unprocessable', message: expect.stringContaining(words) });
    expect(target.times).toHaveLength(0);
  });

  it('runs to its end, counts what the target counts, and keeps thinned iterations out of thresholds', async () => {
    const test = testOf('works');
    await stage.driver.check(test);
    const result = await collect(await start(shareOf(test)));
    expect(result.exit).toMatchObject({ outcome: 'completed', detail: '' });
    expect(result.exit.latencySeconds?.count).toBe(result.requests);
    expect(result.exit.totals?.['iterations']).toMatchObject({ kind: 'counter', count: result.requests });
    expect(result.exit.totals?.['checks']).toMatchObject({ kind: 'rate', count: result.requests });
    expect(result.requests).toBe(target.times.length);
    expect(result.iterations).toBe(result.requests);
    expect(Math.abs(result.requests - 60)).toBeLessThanOrEqual(12);
    expect(result.errors).toBe(0);
    for (const { requests, latency } of result.windows) expect(latency.count).toBe(requests);
  });

  it('counts failed answers', async () => {
    const result = await collect(await start(shareOf(testOf('sometimesBroken'))));
    expect(result.errors).toBe(target.asked.filter(({ path }) => path === '/broken').length);
    expect(result.errors).toBeGreaterThan(8);
    expect(result.requests).toBe(target.times.length);
  });

  it('names the thresholds that failed, with their values', async () => {
    const { exit } = await collect(await start(shareOf(testOf('failsThresholds'))));
    expect(exit.outcome).toBe('thresholds');
    expect(exit.detail).toMatch(/http_req_duration: p\(95\)<0\.0001 \(p\(95\) was [\d.]+\)/);
    expect(exit.detail).toMatch(/iterations: count>10000 \(count was \d{2,3}\)/);
    expect(exit.detail).not.toContain('p(95)<5000');
  });

  it('says what a script that crashes threw', async () => {
    const { exit } = await collect(await start(shareOf(testOf('crashes'))));
    expect(exit).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('no such shop') });
  });

  it('tells a script that aborts from one that ends', async () => {
    const { exit } = await collect(await start(shareOf(testOf('aborts'))));
    expect(exit).toMatchObject({ outcome: 'stopped', detail: expect.stringContaining('the basket is full') });
  });

  it('reaches nothing but its target, and counts what it refused', async () => {
    const others = await Promise.all(['127.0.0.1', '127.0.0.3'].map((host) => startTarget(host)));
    const env = { OTHERS: others.map(({ url }) => url).join(',') };
    const result = await collect(await start(shareOf(testOf('wanders', { env }))));
    for (const other of others) {
      expect(other.times).toHaveLength(0);
      await other.close();
    }
    expect(result.requests).toBe(target.times.length);
    expect(result.refused).toBe(2 * result.requests);
    expect(result.errors).toBe(0);
  });

  it('runs each scenario by its own function, with setup and teardown, split by its weight', async () => {
    await collect(await start(shareOf(testOf('scenarios'), { requestsPerSecond: 40 })));
    const count = (path: string): number => target.asked.filter((one) => one.path === path).length;
    expect(count('/look') / count('/buy')).toBeGreaterThan(2.5);
    expect(count('/look') / count('/buy')).toBeLessThan(3.5);
    expect(count('/teardown')).toBe(1);
  });

  it('makes the wanted requests when an iteration makes several, told or not', async () => {
    const told = collect(await start(shareOf(testOf('manyRequests', { requestsPerIteration: 4 }))));
    expect(Math.abs((await told).requests - 60)).toBeLessThanOrEqual(12);
    const handle = await start(shareOf(testOf('manyRequests', { requestsPerIteration: null }), { durationSeconds: 7 }));
    await sleep(4500);
    const from = Date.now();
    await sleep(2000);
    expect(Math.abs(target.countBetween(from, from + 2000) - 40)).toBeLessThanOrEqual(8);
    await handle.stop();
  });

  it('hands the script its own environment and nothing of the exporter', async () => {
    process.env['LOADSTAR_TEST_SECRET'] = 'sesame';
    const handle = await start(shareOf(testOf('tells', { env: { SHOP: 'blue' } }), { durationSeconds: 1 }));
    await collect(handle);
    delete process.env['LOADSTAR_TEST_SECRET'];
    const seen = JSON.parse(target.asked[0]!.body) as Record<string, string>;
    expect(seen).toMatchObject({ SHOP: 'blue', TARGET: target.url });
    expect(JSON.stringify(seen)).not.toContain('sesame');
  });

  it('stops twice as well as once, and ends a script that does not want to end', async () => {
    const handle = await start(shareOf(testOf('stubborn'), { durationSeconds: 60 }));
    await sleep(2000);
    expect(target.times.length).toBeGreaterThan(5);
    const stoppedAt = Date.now();
    await Promise.all([handle.stop(), handle.stop()]);
    expect(Date.now() - stoppedAt).toBeLessThan(10_000);
    expect(Math.max(...target.times) - stoppedAt).toBeLessThan(3000);
    expect(await handle.ended).toMatchObject({ outcome: 'stopped' });
  });

  it('shares a run between two processes', async () => {
    const shares = [0, 1].map((index) => shareOf(testOf('works', { requestsPerSecond: 40 }), { index, count: 2 }));
    const results = await Promise.all(shares.map(async (share) => collect(await start(share))));
    for (const { requests, exit } of results) {
      expect(exit.outcome).toBe('completed');
      expect(Math.abs(requests - 60)).toBeLessThanOrEqual(12);
    }
  });

  describe('without its gate', () => {
    /** A runner whose gate can be taken away, with nobody else to end the program. */
    const runnerWithGate = async () => {
      const gate = await openGate();
      const renewal = setInterval(gate.renew, 500);
      gate.renew();
      const runner: Runner = {
        id: 'bare',
        pool: 'bare',
        launch: async (command) => {
          const generator = await startGenerator(
            command.program,
            fillPlaceholders(command, gate),
            command.env,
            command.cwd,
          );
          return {
            exited: generator.exited,
            setTarget: async (wanted) => gate.setTarget(wanted),
            terminate: async (grace) => generator.terminate(grace),
          };
        },
      };
      return { gate, runner, stopRenewing: () => clearInterval(renewal) };
    };

    it('makes no request and ends itself when the gate goes', async () => {
      const { gate, runner, stopRenewing } = await runnerWithGate();
      const handle = await start(shareOf(testOf('works'), { durationSeconds: 60 }), runner);
      await sleep(2000);
      expect(target.times.length).toBeGreaterThan(10);
      stopRenewing();
      const goneAt = Date.now();
      await gate.close();
      const { exit } = await collect(handle);
      expect(Date.now() - goneAt).toBeLessThan(12_000);
      expect(Math.max(...target.times) - goneAt).toBeLessThan(6000);
      expect(exit).toMatchObject({ outcome: 'stopped', detail: expect.stringContaining('gate no longer answers') });
    });

    it('makes no request once nobody renews the lease', async () => {
      const { gate, runner, stopRenewing } = await runnerWithGate();
      const handle = await start(shareOf(testOf('works'), { durationSeconds: 60 }), runner);
      await sleep(2000);
      expect(target.times.length).toBeGreaterThan(10);
      stopRenewing();
      const leftAt = Date.now();
      await sleep(6500);
      expect(Math.max(...target.times) - leftAt).toBeLessThan(6000);
      gate.renew();
      await sleep(1500);
      expect(Math.max(...target.times) - leftAt).toBeGreaterThan(6500);
      await handle.stop();
      await gate.close();
    });
  });
});
