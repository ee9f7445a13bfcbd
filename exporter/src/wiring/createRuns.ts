import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import type { Decision } from '../core/decision.ts';
import type { LoadDriver } from '../core/loadDriver.ts';
import type { RunRecord } from '../core/runState.ts';
import type { RunnerPool } from '../core/runnerPool.ts';
import type { DriverName, Verdict } from '../core/vocabularies.ts';
import { finalLatency } from '../results/finalLatency.ts';
import { createRunSeries } from '../results/runSeries.ts';
import { createSampleReceiver } from '../results/sampleReceiver.ts';
import type { SampleReceiver } from '../results/sampleReceiver.ts';
import { createThresholdJudge } from '../results/thresholds/thresholdJudge.ts';
import { judge } from '../results/verdict.ts';
import { createK6Driver } from '../runners/drivers/k6/k6Driver.ts';
import { createLocalPool } from '../runners/pools/local.ts';
import { RunController } from '../runners/runController.ts';

/** Everything that runs load tests. */
export interface Runs {
  readonly controller: RunController;
  readonly drivers: ReadonlyMap<DriverName, LoadDriver>;
  readonly pool: RunnerPool;
  readonly receiver: SampleReceiver;
  /** Finished runs since the start, by test and verdict. */
  readonly totals: () => readonly FinishedRuns[];
}

/** How many runs of a test ended with a verdict. */
export interface FinishedRuns {
  readonly test: string;
  readonly verdict: Verdict;
  readonly count: number;
}

/** Drivers, the pool and the controller, over the configured tests. `baseUrl` is asked when a run starts. */
export function createRuns(
  config: Config,
  clock: Clock,
  hooks: {
    readonly baseUrl: () => string;
    readonly onDecision: (decision: Decision) => void;
    readonly onError: (message: string, error: unknown) => void;
  },
): Runs {
  const receiver = createSampleReceiver(() => `${hooks.baseUrl()}/api/v1/samples`, clock.nowSeconds);
  const k6 = createK6Driver({
    program: config.drivers.k6.path ?? null,
    searchPath: process.env['PATH'] ?? '',
    receiver,
  });
  const drivers = new Map<DriverName, LoadDriver>([[k6.name, k6]]);
  const pool = createLocalPool();
  const totals = new Map<string, FinishedRuns>();
  const count = ({ test, verdict }: RunRecord): void => {
    if (verdict === null) return;
    const key = JSON.stringify([test, verdict]);
    totals.set(key, { test, verdict, count: (totals.get(key)?.count ?? 0) + 1 });
  };
  const controller = new RunController({
    tests: () => config.tests,
    drivers,
    pool,
    targets: () => ({ ...config.targets, allow: config.targets.allow.map(({ text }) => text) }),
    results: { createRunSeries, createThresholdJudge, finalLatency, judge },
    nowSeconds: clock.nowSeconds,
    onDecision: hooks.onDecision,
    onFinished: count,
    onListenerError: (error) => hooks.onError('a listener of a run failed', error),
  });
  return { controller, drivers, pool, receiver, totals: () => [...totals.values()] };
}
