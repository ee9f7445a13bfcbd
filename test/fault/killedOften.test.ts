import { expect, it } from 'vitest';
import type { Run } from '@loadstar/exporter/contract';
import { describeWith } from '../parts/part.ts';
import { descendants, stillThere } from '../parts/processes.ts';
import { startWatchedShop } from '../parts/startWatchedShop.ts';
import { waitFor } from '../parts/waitFor.ts';

/** Some in every run of the suite; as many as one has time for by LOADSTAR_KILLS. */
const KILLS = Number(process.env['LOADSTAR_KILLS'] ?? 4);

describeWith(['k6'], 'kill -9 of the exporter at random moments of runs', ({ k6 }) => {
  it(
    `leaves no process behind and no run without an end, ${KILLS} times`,
    { timeout: KILLS * 30_000 + 60_000 },
    async () => {
      const shop = await startWatchedShop(k6);
      const started: string[] = [];
      try {
        for (let kill = 0; kill < KILLS; kill++) {
          const { exporter } = shop;
          const answer = await exporter.api<Run>('POST', 'runs', {
            test: 'browse',
            requestsPerSecond: 20,
            durationSeconds: 60,
          });
          expect(answer.status, JSON.stringify(answer.body)).toBe(201);
          started.push(answer.body.id);
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 4000));
          const processes = descendants(exporter.pid);
          process.kill(exporter.pid, 'SIGKILL');
          await waitFor('the generator to be gone', () => stillThere(processes).length === 0, 12);
          await shop.restart();
          const { body } = await shop.exporter.api<Run>('GET', `runs/${answer.body.id}`);
          expect(body, `run ${answer.body.id}`).toMatchObject({ state: 'finished', verdict: 'error' });
          expect(body.reason).toMatch(/exporter/);
        }
        const { body } = await shop.exporter.api<{ runs: Run[] }>('GET', 'runs');
        expect(body.runs.map(({ id }) => id)).toEqual(expect.arrayContaining(started));
        expect(body.runs.filter(({ state }) => state !== 'finished')).toEqual([]);
      } finally {
        await shop.close();
      }
    },
  );
});
