import type { Config } from '../config/config.ts';
import type { ServiceConfig } from '../config/sections/services.ts';
import type { Clock } from '../core/clock.ts';
import type { Decision } from '../core/decision.ts';
import type { Snapshot } from '../core/snapshot.ts';
import type { SeriesHistory } from '../history/seriesHistory.ts';
import { createModelPool } from '../models/modelPool.ts';
import { createReaders } from './createReaders.ts';
import { FitSchedule } from './pipeline/fitSchedule.ts';
import { Pipeline } from './pipeline/pipeline.ts';
import type { ServiceWatch } from './pipeline/serviceWatch.ts';
import { WatchedServices } from './watchedServices.ts';
import type { ModelMemory } from './watchedServices.ts';

/** Sources, history, models: everything that looks at services. */
export interface Watching {
  readonly pipeline: Pipeline;
  /** By name; discovered ones come when they are found. */
  readonly services: ReadonlyMap<string, ServiceWatch>;
  /** Configurations of all services, those discovered too. */
  readonly configs: () => readonly ServiceConfig[];
  close(): Promise<void>;
}

/** Starts reading and looking at the configured services. */
export function watchServices(
  config: Config,
  clock: Clock,
  history: SeriesHistory,
  hooks: {
    readonly models: Pick<ModelMemory, 'kept' | 'keep'>;
    readonly onCycle: (snapshot: Snapshot) => void;
    readonly onDecision: (decision: Decision) => void;
    readonly onError: (message: string, error: unknown) => void;
  },
): Watching {
  const { intervalSeconds } = config;
  const watched = new WatchedServices(config, history, clock, { ...hooks.models, onError: hooks.onError });
  watched.add(config.services);
  const pool = createModelPool();
  const pipeline = new Pipeline({
    clock,
    intervalSeconds,
    readers: createReaders(config, clock, history, {
      add: (found) => watched.add(found),
      onError: hooks.onError,
    }),
    services: watched.list,
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
    services: watched.list,
    refitSeconds: config.forecast.refitSeconds * clock.scale,
    onDecision: hooks.onDecision,
    onError: hooks.onError,
  });
  pipeline.start();
  return {
    pipeline,
    services: watched.byName,
    configs: () => watched.configs,
    close: async () => {
      await pipeline.stop();
      await Promise.all([pool.close(), schedule.close()]);
    },
  };
}
