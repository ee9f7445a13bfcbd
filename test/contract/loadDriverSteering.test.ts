import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { describeWith } from '../parts/part.ts';
import { waitFor } from '../parts/waitFor.ts';
import type { FoundProcess } from './runParts/processes.ts';
import { processWith, processesWith } from './runParts/processes.ts';
import type { Stage } from './runParts/startStage.ts';
import { loadTest, startStage } from './runParts/startStage.ts';
import type { Target } from './runParts/startTarget.ts';
import { startTarget } from './runParts/startTarget.ts';

const SCRIPT = `
import http from 'k6/http';
export default function () { http.get(__ENV.TARGET + '/'); }
`;

describeWith(['k6'], 'a run on the real k6, by the count of its target', ({ k6 }) => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-steering-'));
  const script = join(folder, 'visit.js');
  let stage: Stage;
  let target: Target;

  beforeAll(() => writeFileSync(script, SCRIPT));
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(async () => {
    target = await startTarget();
    stage = await startStage(k6);
  });
  afterEach(async () => {
    await stage.close();
    await target.close();
  });

  /** Requests a second that the target saw over five seconds, from two seconds after now: the bar for steering. */
  const rateAfterTwoSeconds = async (): Promise<number> => {
    const from = Date.now() + 2000;
    await sleep(7100);
    return target.countBetween(from, from + 5000) / 5;
  };

  it('follows 50, 120 and 20 requests a second within two seconds and 5 %, pauses, resumes, and stops in three', async () => {
    stage.tests.push(loadTest({ name: 'steered', script, target: target.url, requestsPerIteration: null }));
    const { controller } = stage;
    const { id } = await controller.start({ test: 'steered', actor: 'anna' });
    await stage.reached(id, 'running');
    for (const rate of [50, 120, 20]) {
      if (rate !== 50) await controller.steer(id, { requestsPerSecond: rate }, 'anna');
      const measured = await rateAfterTwoSeconds();
      expect(Math.abs(measured / rate - 1), `${measured} requests/s at ${rate}`).toBeLessThanOrEqual(0.05);
    }

    expect((await controller.steer(id, { paused: true }, 'anna')).state).toBe('paused');
    await sleep(2000);
    const paused = Date.now();
    await sleep(1500);
    expect(target.countBetween(paused, Date.now())).toBe(0);
    expect((await controller.steer(id, { paused: false }, 'anna')).state).toBe('running');
    await sleep(2000);
    const resumed = Date.now();
    await sleep(2000);
    expect(Math.abs(target.countBetween(resumed, resumed + 2000) / 40 - 1)).toBeLessThanOrEqual(0.1);

    const stoppedAt = Date.now();
    await controller.stop(id, 'anna', 'seen enough');
    const record = await stage.reached(id, 'finished');
    expect(Math.max(...target.times) - stoppedAt).toBeLessThan(3000);
    expect(Date.now() - stoppedAt).toBeLessThan(10_000);
    expect(record).toMatchObject({ verdict: 'aborted', reason: 'stopped by anna: seen enough' });
    // Requests that the stop cut off are seen by the target but not counted.
    expect(Math.abs(record.totals.requests - target.times.length)).toBeLessThanOrEqual(5);
    expect(record.seconds.reduce((sum, row) => sum + row.requests, 0)).toBe(record.totals.requests);
    expect(processesWith('steered.js')).toEqual([]);
    expect(stage.decisions.map(({ kind }) => kind)).toEqual([
      'run_started',
      'run_steered',
      'run_steered',
      'run_steered',
      'run_steered',
      'run_stopped',
      'run_finished',
    ]);
  });

  /** Waits for the ends that DESIGN section 5 promises after everything that steers is gone, and says when they came. */
  const endsAfter = async (killedAt: number, k6Process: FoundProcess): Promise<void> => {
    await waitFor('k6 to be gone', () => processWith(k6Process.pid) === null, 15);
    const goneAfter = Date.now() - killedAt;
    const lastAfter = Math.max(...target.times) - killedAt;
    expect(lastAfter).toBeLessThan(6000);
    expect(goneAfter).toBeLessThan(12_000);
    // Only requests that left before k6 was gone.
    expect(lastAfter).toBeLessThanOrEqual(goneAfter);
  };
  const k6Of = (test: string): FoundProcess => {
    // Its watcher has the same command line, but does not lead the group.
    const found = processesWith(`${test}.js`).filter(({ pid, group }) => pid === group);
    expect(found).toHaveLength(1);
    return found[0]!;
  };
  /** A process that plays the exporter and has a run going, with the k6 and the supervisor of that run. */
  const playExporter = async (test: string) => {
    const file = join(import.meta.dirname, 'runParts/playExporter.ts');
    const played = spawn(process.execPath, [file, k6, script, target.url, test], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // What a killed exporter cannot clear goes with this suite's folder.
      env: { ...process.env, TMPDIR: folder },
    });
    onTestFinished(() => void played.kill('SIGKILL'));
    await new Promise((resolve) => played.stdout.once('data', resolve));
    const generator = k6Of(test);
    const supervisor = processWith(generator.parent)!;
    expect(supervisor.command).toContain('supervisor');
    return { played, generator, supervisor };
  };

  it('ends with an exporter that is killed by kill -9', async () => {
    const { played, generator, supervisor } = await playExporter('orphaned');
    const killedAt = Date.now();
    played.kill('SIGKILL');
    await endsAfter(killedAt, generator);
    await waitFor('the supervisor to be gone', () => processWith(supervisor.pid) === null, 5);
  });

  it('ends with a supervisor that is killed by kill -9, and the run says so', async () => {
    stage.tests.push(loadTest({ name: 'unsupervised', script, target: target.url }));
    const { id } = await stage.controller.start({ test: 'unsupervised', actor: 'anna' });
    await stage.reached(id, 'running');
    const generator = k6Of('unsupervised');
    const killedAt = Date.now();
    process.kill(generator.parent, 'SIGKILL');
    await endsAfter(killedAt, generator);
    const record = await stage.reached(id, 'finished');
    expect(record.verdict).toBe('error');
    expect(record.reason).toContain('supervisor of this runner was ended from outside');
  });

  it('ends by its watcher when exporter and supervisor are killed by kill -9 at once', async () => {
    const { played, generator, supervisor } = await playExporter('watched');
    // A stopped exporter cannot act when its supervisor goes, as if both went in the same moment.
    played.kill('SIGSTOP');
    const killedAt = Date.now();
    process.kill(supervisor.pid, 'SIGKILL');
    played.kill('SIGKILL');
    await endsAfter(killedAt, generator);
  });

  it('ends by itself when exporter, supervisor and watcher are killed by kill -9 at once', async () => {
    const { played, generator, supervisor } = await playExporter('leased');
    const watchers = processesWith('loadstar-generator').filter(({ group }) => group === generator.group);
    expect(watchers).toHaveLength(1);
    played.kill('SIGSTOP');
    process.kill(watchers[0]!.pid, 'SIGKILL');
    const killedAt = Date.now();
    process.kill(supervisor.pid, 'SIGKILL');
    played.kill('SIGKILL');
    await endsAfter(killedAt, generator);
  });
});
