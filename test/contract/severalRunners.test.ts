import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { LoadTest } from '../../exporter/src/core/loadTest.ts';
import type { RunRecord } from '../../exporter/src/core/runState.ts';
import { describeWith } from '../parts/part.ts';
import { waitFor } from '../parts/waitFor.ts';
import { SHARED_SCRIPTS } from './runParts/k6Scripts.ts';
import { processWith, processesWith } from './runParts/processes.ts';
import type { Stage } from './runParts/startStage.ts';
import { loadTest, startStage } from './runParts/startStage.ts';
import type { Target } from './runParts/startTarget.ts';
import { startTarget } from './runParts/startTarget.ts';

const RUNNERS = 3;

/** Latencies with a long tail, as services have them: the median is 12 ms, one in a hundred takes more than 60 ms. */
function longTailMs(): number {
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return 12 * Math.exp(0.7 * normal);
}

/** The value below which a share of the samples lies, as k6 has it. */
function percentileOf(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low = 0, high = 0] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

describeWith(['k6'], 'a run on several runners of the real k6', ({ k6 }) => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-several-'));
  /** k6 that also writes every sample to a file of its own. */
  const noting = join(folder, 'k6-noting');
  let stage: Stage;
  let target: Target;

  beforeAll(() => {
    for (const [name, text] of Object.entries(SHARED_SCRIPTS)) writeFileSync(join(folder, `${name}.js`), text);
    writeFileSync(
      noting,
      `#!/bin/sh\nif [ "$1" = run ]; then shift; exec ${k6} run --out "json=${folder}/samples-$$.json" "$@"; fi\nexec ${k6} "$@"\n`,
    );
    chmodSync(noting, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(async () => {
    target = await startTarget('127.0.0.2', longTailMs);
    stage = await startStage(noting);
  });
  afterEach(async () => {
    await stage.close();
    await target.close();
    expect(processesWith(folder)).toEqual([]);
    for (const name of readdirSync(folder)) if (name.startsWith('samples-')) rmSync(join(folder, name));
  });

  const start = async (script: keyof typeof SHARED_SCRIPTS, own: Partial<LoadTest> = {}): Promise<RunRecord> => {
    const file = join(folder, `${script}.js`);
    stage.tests.push(loadTest({ name: script, script: file, target: target.url, runners: RUNNERS, ...own }));
    return stage.controller.start({ test: script, actor: 'anna' });
  };
  /** Latencies of all requests of the load, in seconds, from what k6 itself wrote: one list for each process. */
  const rawLatencies = (): number[][] =>
    readdirSync(folder)
      .filter((name) => name.startsWith('samples-'))
      .map((name) =>
        readFileSync(join(folder, name), 'utf8')
          .split('\n')
          .filter((line) => line.includes('"metric":"http_req_duration"') && line.includes('"type":"Point"'))
          .map((line) => JSON.parse(line) as { data: { value: number; tags: Record<string, string> } })
          .filter(({ data }) => data.tags['loadstar'] === 'load')
          .map(({ data }) => data.value / 1000),
      );
  /** This suite's own: the folder stands in their arguments. Watchers have them too, but do not lead the group. */
  const generators = (name: string) =>
    processesWith(folder).filter(({ pid, group, command }) => pid === group && command.includes(`${name}.js`));
  /** Requests a second that the target saw over five seconds, from two seconds after now. */
  const rateAfterTwoSeconds = async (): Promise<number> => {
    const from = Date.now() + 2000;
    await sleep(7100);
    return target.countBetween(from, from + 5000) / 5;
  };

  it('holds and follows one rate together, stops as one, and its results add up exactly', async () => {
    const { id } = await start('visits', { requestsPerSecond: 100 });
    await stage.reached(id, 'running');
    expect(generators('visits')).toHaveLength(RUNNERS);
    for (const rate of [100, 170]) {
      if (rate !== 100) await stage.controller.steer(id, { requestsPerSecond: rate }, 'anna');
      const measured = await rateAfterTwoSeconds();
      expect(Math.abs(measured / rate - 1), `${measured} requests/s at ${rate}`).toBeLessThanOrEqual(0.02);
    }
    const live = stage.controller.get(id)!;
    const stoppedAt = Date.now();
    await stage.controller.stop(id, 'anna', 'seen enough');
    const record = await stage.reached(id, 'finished');
    expect(Math.max(...target.times) - stoppedAt).toBeLessThan(3000);
    expect(record).toMatchObject({ runners: RUNNERS, verdict: 'aborted', reason: 'stopped by anna: seen enough' });
    expect(record.notices.join()).toMatch(/^k6 2\.[\d.]+$/);

    const raw = rawLatencies();
    expect(raw).toHaveLength(RUNNERS);
    const pooled = raw.flat();
    expect(record.totals.requests).toBe(pooled.length);
    expect(record.seconds.reduce((sum, row) => sum + row.requests, 0)).toBe(record.totals.requests);
    expect(Math.abs(pooled.length - target.times.length)).toBeLessThanOrEqual(5);
    // The aim is 1 %; with twenty samples above the p99, one more or less makes up to 2.
    for (const [share, own, merged] of [
      [0.5, record.latency!.p50Seconds, live.latency!.p50Seconds],
      [0.95, record.latency!.p95Seconds, live.latency!.p95Seconds],
      [0.99, record.latency!.p99Seconds, live.latency!.p99Seconds],
    ] as const) {
      const exact = percentileOf(pooled, share);
      expect(Math.abs(own / exact - 1), `p${share * 100} ${own} of ${exact}`).toBeLessThanOrEqual(0.02);
      expect(Math.abs(merged / exact - 1), `p${share * 100} ${merged} of ${exact}`).toBeLessThanOrEqual(0.05);
    }
  });

  it('judges thresholds on the merge, where every process alone would judge otherwise', async () => {
    const { id } = await start('judged', { requestsPerSecond: 60, durationSeconds: 5 });
    const record = await stage.reached(id, 'finished');
    expect(record.verdict).toBe('failed');
    // Each process counts some 100; k6 itself would have failed the first of both on every one, and passed the second.
    expect(record.reason).toMatch(
      /^thresholds of the script failed: jobs: count<200 \(count was (29|30|31)\d\), odd\{kind:b\}: rate<0\.2 \(rate was 1\)$/,
    );
  });

  it('ends early when a threshold that may abort is certain to fail on the merge', async () => {
    const { id } = await start('aborting', { requestsPerSecond: 60 });
    const record = await stage.reached(id, 'finished');
    expect(record.verdict).toBe('failed');
    expect(record.reason).toMatch(/jobs: count<120 \(count was 1\d\d\).* ended the run early/);
    expect(record.totals.requests).toBeLessThan(300);
  });

  it.each([
    ['unjudgeable', 'http_req_duration: p(95)<0x1p9'],
    ['misjudging', 'unsupported aggregation method rate on metric of type trend'],
  ] as const)('starts nothing when a threshold is %s', async (script, words) => {
    await expect(start(script)).rejects.toMatchObject({
      kind: 'unprocessable',
      message: expect.stringContaining(words),
    });
    expect(stage.controller.list()).toEqual([]);
    expect(target.times).toHaveLength(0);
  });

  it('ends as an error that names the runner when one of its processes is killed by kill -9', async () => {
    const { id } = await start('visits');
    await stage.reached(id, 'running');
    await sleep(1500);
    const killedAt = Date.now();
    process.kill(generators('visits')[0]!.pid, 'SIGKILL');
    const record = await stage.reached(id, 'finished');
    expect(record.verdict).toBe('error');
    expect(record.reason).toMatch(/^runner [123] of 3: k6 was ended by SIGKILL/);
    expect(Math.max(...target.times) - killedAt).toBeLessThan(3000);
    expect(generators('visits')).toEqual([]);
  });

  it('leaves no process behind when the exporter is killed by kill -9', async () => {
    const file = join(import.meta.dirname, 'runParts/playExporter.ts');
    const played = spawn(
      process.execPath,
      [file, k6, join(folder, 'visits.js'), target.url, 'orphans', String(RUNNERS)],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TMPDIR: folder } },
    );
    onTestFinished(() => void played.kill('SIGKILL'));
    await new Promise((resolve) => played.stdout.once('data', resolve));
    const left = await waitFor('all runners', () => {
      const found = generators('orphans');
      return found.length === RUNNERS ? found : null;
    });
    const killedAt = Date.now();
    played.kill('SIGKILL');
    const pids = left.flatMap(({ pid, parent }) => [pid, parent]);
    await waitFor('k6 and its supervisors to be gone', () => pids.every((pid) => processWith(pid) === null), 12);
    expect(Math.max(...target.times) - killedAt).toBeLessThan(6000);
  });
});
