import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Run } from '@loadstar/exporter/contract';
import { describeWith } from '../parts/part.ts';
import { startWatchedShop } from '../parts/startWatchedShop.ts';
import { waitFor } from '../parts/waitFor.ts';

const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Processes whose command line holds all of these words. */
function processes(...words: readonly string[]): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return words.every((word) => line.includes(word)) ? [Number(pid)] : [];
      } catch {
        return []; // It ended while we looked.
      }
    });
}

describeWith(['k6'], 'kill -9 of the exporter during a run', ({ k6 }) => {
  it('ends all requests within 6 s and the generator within 12 s', async () => {
    const shop = await startWatchedShop(k6);
    try {
      const { body } = await shop.exporter.api<Run>('POST', 'runs', {
        test: 'browse',
        requestsPerSecond: 50,
        durationSeconds: 120,
      });
      await waitFor('requests', async () => (await shop.testRequests()) > 50);
      // k6's own command line names the run.
      expect(processes('k6', body.id).length).toBeGreaterThan(0);
      process.kill(shop.exporter.pid, 'SIGKILL');
      await sleep(6);
      const requestsAfter6 = await shop.testRequests();
      await sleep(6);
      expect(processes('k6', body.id)).toEqual([]);
      expect(await shop.testRequests()).toBe(requestsAfter6);
    } finally {
      await shop.close();
    }
  });
});
