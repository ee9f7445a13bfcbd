import { emptyHistogram, observe } from '../../core/histogram.ts';
import type { DriverCapabilities, LoadDriver, LoadExit, LoadShare } from '../../core/loadDriver.ts';
import type { LoadTest } from '../../core/loadTest.ts';
import type { Runner, RunnerPool } from '../../core/runnerPool.ts';
import { createWindowQueue } from '../windowQueue.ts';

// Stand-ins for what cannot be had at will: a tool or a pool that hangs, fails, or lacks an ability. Runs on the real k6 are
// in test/contract/loadDriver*.test.ts.

/** A test that may be started. */
export const browse: LoadTest = {
  name: 'browse',
  service: 'shop',
  driver: 'k6',
  script: '/browse.js',
  target: 'http://127.0.0.2:9100',
  requestsPerSecond: 20,
  maxRequestsPerSecond: 60,
  durationSeconds: 60,
  requestsPerIteration: 1,
  runners: 1,
  vus: { preAllocated: 1, max: 1 },
  env: {},
  objectives: {},
};

/** A driver whose shares do as they are told by the test. `second` and `finish` speak for the newest share. */
export function scriptedDriver(capabilities: DriverCapabilities = { retarget: true, pause: true, confine: true }) {
  const asked: string[] = [];
  const shares: LoadShare[] = [];
  let queue = createWindowQueue();
  let finish: (exit: LoadExit) => void = () => undefined;
  const note = (text: string) => async (): Promise<void> => void asked.push(text);
  const driver: LoadDriver = {
    name: 'k6',
    capabilities,
    version: async () => '2.2.0',
    check: async () => ({ thresholds: [] }),
    start: async (share) => {
      shares.push(share);
      const results = createWindowQueue();
      let end: (exit: LoadExit) => void = () => undefined;
      const ended = new Promise<LoadExit>((resolve) => (end = resolve));
      const finishOwn = (exit: LoadExit): void => {
        results.end();
        end(exit);
      };
      queue = results;
      finish = finishOwn;
      return {
        results,
        ended,
        stop: async () => finishOwn({ outcome: 'stopped', detail: '' }),
        retarget: async (rate) => void asked.push(`rate ${rate}`),
        pause: note('pause'),
        resume: note('resume'),
      };
    },
  };
  const second = (timestampSeconds: number): void => {
    const latency = emptyHistogram();
    observe(latency, 0.1);
    const counts = { requests: 1, errors: 0, refused: 0, iterations: 1, droppedIterations: 0, vus: 1 };
    queue.push({ timestampSeconds, ...counts, latency });
  };
  return { driver, asked, shares, second, finish: (exit: LoadExit) => finish(exit) };
}

/** A pool with its own way to provision, which remembers what was given back. */
export function poolOf(provision: () => Promise<readonly Runner[]>) {
  const released: string[] = [];
  const pool: RunnerPool = {
    name: 'stand-in',
    costPerHour: 0,
    startSeconds: 0,
    maxRunners: 4,
    provision,
    runners: () => [],
    release: async (ids) => void released.push(...ids),
    close: async () => undefined,
  };
  return { pool, released };
}

/** A runner that nothing is launched on. */
export const runner: Runner = {
  id: 'r1',
  pool: 'stand-in',
  launch: async () => Promise.reject(new Error('not used')),
};

/** Two runners at once. */
export const ready = async (): Promise<readonly Runner[]> => [runner, { ...runner, id: 'r2' }];
