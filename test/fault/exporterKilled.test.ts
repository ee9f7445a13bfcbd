import { expect, it } from 'vitest';
import type { Run } from '@loadstar/exporter/contract';
import { describeWith } from '../parts/part.ts';
import { descendants, stillThere } from '../parts/processes.ts';
import { startWatchedShop } from '../parts/startWatchedShop.ts';
import { waitFor } from '../parts/waitFor.ts';

const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

describeWith(['k6'], 'kill -9 of the exporter during a run', ({ k6 }) => {
  it('ends all requests within 6 s and the generator within 12 s', async () => {
    const shop = await startWatchedShop(k6);
    try {
      await shop.exporter.api<Run>('POST', 'runs', {
        test: 'browse',
        requestsPerSecond: 50,
        durationSeconds: 120,
      });
      await waitFor('requests', async () => (await shop.testRequests()) > 50);
      const started = descendants(shop.exporter.pid);
      expect(started.map(({ program }) => program)).toContain('k6');
      process.kill(shop.exporter.pid, 'SIGKILL');
      await sleep(6);
      const requestsAfter6 = await shop.testRequests();
      await sleep(6);
      expect(stillThere(started)).toEqual([]);
      expect(await shop.testRequests()).toBe(requestsAfter6);
    } finally {
      await shop.close();
    }
  });
});
