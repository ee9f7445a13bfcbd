import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import type { Decision } from '../core/decision.ts';
import type { LoadDriver } from '../core/loadDriver.ts';
import type { RunnerPool } from '../core/runnerPool.ts';
import type { DriverName } from '../core/vocabularies.ts';
import { createRunSeries, latencySummary } from '../results/runSeries.ts';
import { createSampleReceiver } from '../results/sampleReceiver.ts';
import type { SampleReceiver } from '../results/sampleReceiver.ts';
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
  const controller = new RunController({
    tests: () => config.tests,
    drivers,
    pool,
    targets: () => config.targets,
    results: { createRunSeries, latencySummary, judge },
    nowSeconds: clock.nowSeconds,
    onDecision: hooks.onDecision,
    onListenerError: (error) => hooks.onError('a listener of a run failed', error),
  });
  return { controller, drivers, pool, receiver };
}
