import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProblemDetails, Run } from '@loadstar/exporter/contract';
import { describeWith } from '../parts/part.ts';
import { startWatchedShop } from '../parts/startWatchedShop.ts';
import type { WatchedShop } from '../parts/startWatchedShop.ts';
import { waitFor } from '../parts/waitFor.ts';

const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

describeWith(['k6'], 'a run on the demo shop', ({ k6 }) => {
  let shop: WatchedShop;

  beforeAll(async () => {
    shop = await startWatchedShop(k6);
  });
  afterAll(() => shop?.close());

  /** The shop's own rate of test requests over a span. */
  const rateOver = async (seconds: number): Promise<number> => {
    const [before, from] = [await shop.testRequests(), performance.now()];
    await sleep(seconds);
    const [after, to] = [await shop.testRequests(), performance.now()];
    return (after - before) / ((to - from) / 1000);
  };
  const start = async (test: string, requestsPerSecond: number): Promise<Run> => {
    const { status, body } = await shop.exporter.api<Run>('POST', 'runs', {
      test,
      requestsPerSecond,
      durationSeconds: 120,
    });
    expect(status, JSON.stringify(body)).toBe(201);
    return waitFor('the run to be running', async () => {
      const run = (await shop.exporter.api<Run>('GET', `runs/${body.id}`)).body;
      if (run.state === 'finished') throw new Error(JSON.stringify(run.reason));
      return run.state === 'running' ? run : null;
    });
  };
  const finished = (id: string): Promise<Run> =>
    waitFor('the run to end', async () => {
      const run = (await shop.exporter.api<Run>('GET', `runs/${id}`)).body;
      return run.state === 'finished' ? run : null;
    });

  it('holds 50, follows to 120 and to 20, pauses, resumes and stops, by the shop’s own count', async () => {
    const { id } = await start('browse', 50);
    await sleep(3);
    for (const rate of [50, 120, 20]) {
      await shop.exporter.api('PATCH', `runs/${id}/steer`, { requestsPerSecond: rate });
      await sleep(2); // the bar: steer to effect
      expect(Math.abs((await rateOver(8)) - rate) / rate, `at ${rate}/s`).toBeLessThan(0.05);
    }
    await shop.exporter.api('PATCH', `runs/${id}/steer`, { paused: true });
    await sleep(2);
    expect(await rateOver(3)).toBe(0);
    await shop.exporter.api('PATCH', `runs/${id}/steer`, { paused: false });
    await sleep(2);
    expect(Math.abs((await rateOver(8)) - 20) / 20).toBeLessThan(0.05);
    await shop.exporter.api('POST', `runs/${id}/stop`);
    await sleep(3); // the bar: stop to last request
    expect(await rateOver(2)).toBe(0);
    const run = await finished(id);
    expect(run.verdict).toBe('aborted');
    expect(Math.abs(run.totals.requests - (await shop.testRequests())) / run.totals.requests).toBeLessThan(0.05);
  });

  it('shows the running test as metrics and counts it when it ends', async () => {
    const { id } = await start('browse', 30);
    const text = await waitFor('metrics of the run', async () => {
      const metrics = await shop.exporter.metrics();
      return /loadstar_run_active\{[^}]*test="browse"[^}]*\} 1/.test(metrics) ? metrics : null;
    });
    expect(text).toMatch(/loadstar_run_target_requests_per_second\{[^}]*test="browse"[^}]*\} 30/);
    await shop.exporter.api('POST', `runs/${id}/stop`);
    await finished(id);
    await waitFor('the finished run in metrics', async () =>
      /loadstar_runs_total\{[^}]*verdict="aborted"[^}]*\} \d/.test(await shop.exporter.metrics()),
    );
  });

  it('refuses what may not start, names the cause, and starts nothing', async () => {
    const before = (await shop.exporter.api<{ runs: Run[] }>('GET', 'runs')).body.runs.length;
    const refuse = async (body: unknown, status: number, words: string): Promise<void> => {
      const answer = await shop.exporter.api<ProblemDetails>('POST', 'runs', body);
      expect(answer.status).toBe(status);
      expect(JSON.stringify(answer.body)).toContain(words);
    };
    await refuse({ test: 'nope' }, 404, 'nope');
    await refuse({ test: 'browse', requestsPerSecond: 100_000 }, 422, '100000');
    const { id } = await start('browse', 5);
    await refuse({ test: 'browse' }, 409, 'browse');
    await shop.exporter.api('POST', `runs/${id}/stop`);
    await finished(id);
    expect((await shop.exporter.api<{ runs: Run[] }>('GET', 'runs')).body.runs.length).toBe(before + 1);
  });
});
