import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Decision } from '../../../exporter/src/core/decision.ts';
import type { LoadDriver } from '../../../exporter/src/core/loadDriver.ts';
import type { LoadTest } from '../../../exporter/src/core/loadTest.ts';
import { PROBLEM_STATUS, Problem } from '../../../exporter/src/core/problem.ts';
import type { RunRecord } from '../../../exporter/src/core/runState.ts';
import type { RunnerPool } from '../../../exporter/src/core/runnerPool.ts';
import { finalLatency } from '../../../exporter/src/results/finalLatency.ts';
import { createRunSeries } from '../../../exporter/src/results/runSeries.ts';
import { createSampleReceiver } from '../../../exporter/src/results/sampleReceiver.ts';
import { createThresholdJudge } from '../../../exporter/src/results/thresholds/thresholdJudge.ts';
import { judge } from '../../../exporter/src/results/verdict.ts';
import { createK6Driver } from '../../../exporter/src/runners/drivers/k6/k6Driver.ts';
import { createLocalPool } from '../../../exporter/src/runners/pools/local.ts';
import { RunController } from '../../../exporter/src/runners/runController.ts';
import { waitFor } from '../../parts/waitFor.ts';

/** All that runs need, wired as the exporter does, without its API. */
export interface Stage {
  readonly driver: LoadDriver;
  readonly pool: RunnerPool;
  readonly controller: RunController;
  readonly tests: LoadTest[];
  readonly decisions: readonly Decision[];
  /** The record once the run is in this state. */
  reached(id: string, state: RunRecord['state'], timeoutSeconds?: number): Promise<RunRecord>;
  close(): Promise<void>;
}

/** A test with values that suit most. */
export function loadTest(own: Pick<LoadTest, 'name' | 'script' | 'target'> & Partial<LoadTest>): LoadTest {
  return {
    service: 'shop',
    driver: 'k6',
    requestsPerSecond: 50,
    maxRequestsPerSecond: 200,
    durationSeconds: 60,
    requestsPerIteration: 1,
    runners: 1,
    vus: { preAllocated: 20, max: 50 },
    env: {},
    objectives: {},
    ...own,
  };
}

export async function startStage(
  k6: string,
  {
    allow = ['127.0.0.2'],
    maxRequestsPerSecond = 200,
  }: { allow?: readonly string[]; maxRequestsPerSecond?: number } = {},
): Promise<Stage> {
  const nowSeconds = (): number => Date.now() / 1000;
  let url = '';
  const receiver = createSampleReceiver(() => url, nowSeconds);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      try {
        receiver.receive((request.headers.authorization ?? '').replace('Bearer ', ''), Buffer.concat(chunks));
        response.writeHead(204).end();
      } catch (error) {
        response.writeHead(error instanceof Problem ? PROBLEM_STATUS[error.kind] : 500).end(String(error));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/samples`;
  const driver = createK6Driver({ program: k6, searchPath: process.env['PATH'] ?? '', receiver });
  const pool = createLocalPool();
  const tests: LoadTest[] = [];
  const decisions: Decision[] = [];
  const controller = new RunController({
    tests: () => tests,
    drivers: new Map([['k6', driver]]),
    pool,
    targets: () => ({ allow, maxRequestsPerSecond, unconfined: false }),
    results: { createRunSeries, createThresholdJudge, finalLatency, judge },
    nowSeconds,
    onDecision: (decision) => decisions.push(decision),
  });
  return {
    driver,
    pool,
    controller,
    tests,
    decisions,
    reached: (id, state, timeoutSeconds = 30) =>
      waitFor(
        `run ${id} to be ${state}`,
        () => {
          const record = controller.get(id)!;
          if (record.state === 'finished' && state !== 'finished')
            throw new Error(`it finished: ${record.verdict}, ${record.reason}`);
          return record.state === state ? record : null;
        },
        timeoutSeconds,
        20,
      ),
    close: async () => {
      await controller.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
