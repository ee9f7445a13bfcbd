import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import type { Decision } from '../core/decision.ts';
import type { Snapshot } from '../core/snapshot.ts';
import { SeriesHistory } from '../history/seriesHistory.ts';
import { createModelPool } from '../models/modelPool.ts';
import { createReader } from './createReader.ts';
import { FitSchedule } from './pipeline/fitSchedule.ts';
import { Pipeline } from './pipeline/pipeline.ts';
import { ServiceWatch } from './pipeline/serviceWatch.ts';

const SECONDS_PER_WEEK = 604_800;

/** Sources, history, models: everything that looks at services. */
export interface Watching {
  readonly pipeline: Pipeline;
  readonly services: ReadonlyMap<string, ServiceWatch>;
  close(): Promise<void>;
}

/** Share of a service's rows that may score above 1, so that all services together keep the budget of false alarms. */
function falseAlarmRatio(config: Config, stepSeconds: number, clock: Clock): number {
  const rowsPerWeek = (SECONDS_PER_WEEK * clock.scale) / stepSeconds;
  const ratio = config.anomaly.falseAlarmsPerWeek / (rowsPerWeek * config.services.length);
  return Math.min(0.1, Math.max(1e-6, ratio));
}

/** Starts reading and looking at the configured services. */
export function watchServices(
  config: Config,
  clock: Clock,
  hooks: {
    readonly onCycle: (snapshot: Snapshot) => void;
    readonly onDecision: (decision: Decision) => void;
    readonly onError: (message: string, error: unknown) => void;
  },
): Watching {
  const { intervalSeconds } = config;
  const history = new SeriesHistory({ config: config.history, intervalSeconds, clock });
  const ratio = falseAlarmRatio(config, history.tiers.coarse.stepSeconds, clock);
  const { maxInstances } = config.metrics;
  const services = config.services.map(
    (service) =>
      new ServiceWatch({ config: service, history, clock, intervalSeconds, maxInstances, falseAlarmRatio: ratio }),
  );
  const pool = createModelPool();
  const pipeline = new Pipeline({
    clock,
    intervalSeconds,
    readers: config.sources.map((source) => createReader(source, config, clock, history)),
    services,
    history,
    onCycle: (snapshot) => {
      hooks.onCycle(snapshot);
      schedule.nudge();
    },
    onError: hooks.onError,
  });
  const schedule = new FitSchedule({
    clock,
    pool,
    services,
    refitSeconds: config.forecast.refitSeconds * clock.scale,
    onDecision: hooks.onDecision,
    onError: hooks.onError,
  });
  pipeline.start();
  return {
    pipeline,
    services: new Map(services.map((service) => [service.name, service])),
    close: async () => {
      await pipeline.stop();
      await Promise.all([pool.close(), schedule.close()]);
    },
  };
}
