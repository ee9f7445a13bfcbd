import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Run } from '@loadstar/exporter/contract';
import { describeWith } from '../parts/part.ts';
import { startWatchedShop } from '../parts/startWatchedShop.ts';
import { waitFor } from '../parts/waitFor.ts';

const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** A process with its program's name, as the kernel has them. */
interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly program: string;
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, program = '', parent = ''] =
          /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        return [{ pid: Number(name), parent: Number(parent), program }];
      } catch {
        return []; // It ended while we looked.
      }
    });
}

/** All that a process started, and what these started. */
function descendants(pid: number, all = processes()): Process[] {
  return all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...descendants(child.pid, all)]);
}

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
      const left = new Set(processes().map(({ pid }) => pid));
      expect(started.filter(({ pid }) => left.has(pid))).toEqual([]);
      expect(await shop.testRequests()).toBe(requestsAfter6);
    } finally {
      await shop.close();
    }
  });
});
