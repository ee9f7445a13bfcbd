import type { Clock } from '../../core/clock.ts';
import type { Signal } from '../../core/signal.ts';
import type { AnomalySnapshot, ServiceSnapshot } from '../../core/snapshot.ts';
import type { ServiceConfig } from '../../config/sections/services.ts';
import type { SeriesHistory } from '../../history/seriesHistory.ts';
import type { ModelPool } from '../../models/modelPool.ts';
import { isFresh } from './freshness.ts';
import { limitTimestamp } from './limitTimestamp.ts';
import type { KeepModel, KeptModel } from './modelKeeper.ts';
import { ScoreTrail } from './scoreTrail.ts';
import { ServiceAnomalies } from './serviceAnomalies.ts';
import { ServiceClusters } from './serviceClusters.ts';
import { ServiceForecasts } from './serviceForecasts.ts';
import { WatchedPast } from './watchedPast.ts';

/** What a service is watched with. */
export interface ServiceWatchOptions {
  readonly config: ServiceConfig;
  readonly history: SeriesHistory;
  readonly clock: Clock;
  readonly intervalSeconds: number;
  readonly maxInstances: number;
  /** Asked at each fit: it shrinks as services are added. */
  readonly falseAlarmRatio: () => number;
  /** Keeps fitted models over restarts. */
  readonly keepModel: (model: KeptModel) => void;
}

/** One service from cycle to cycle: its models and what they say now. */
export class ServiceWatch {
  readonly #options: ServiceWatchOptions;
  readonly #past: WatchedPast;
  readonly #forecasts: ServiceForecasts;
  readonly #anomalies: ServiceAnomalies;
  readonly #clusters: ServiceClusters;
  readonly trail: ScoreTrail;
  #fittedSeconds: number | null = null;

  constructor(options: ServiceWatchOptions) {
    this.#options = options;
    this.#past = new WatchedPast(options.history, options.clock, options.config.name);
    const keep: KeepModel = (model) =>
      options.keepModel({ ...model, service: options.config.name, fittedSeconds: options.clock.nowSeconds() });
    this.#forecasts = new ServiceForecasts(this.#past, options.clock, keep);
    this.#anomalies = new ServiceAnomalies(this.#past, options.clock, options.falseAlarmRatio, keep);
    this.#clusters = new ServiceClusters(this.#past, options.clock, keep);
    this.trail = new ScoreTrail(Math.ceil(options.clock.secondsPerDay / options.intervalSeconds));
  }

  get name(): string {
    return this.#options.config.name;
  }

  /** The past day of a signal on the models' step. */
  get past(): WatchedPast {
    return this.#past;
  }

  limit(signal: Signal): number | null {
    return this.#options.config.limits[signal] ?? null;
  }

  /** When it was last fitted; null before the first fit. */
  get fittedSeconds(): number | null {
    return this.#fittedSeconds;
  }

  /** Takes a model of an earlier life up again. @throws what a model throws that it cannot be restored from */
  restore(model: KeptModel): void {
    const owners = { forecast: this.#forecasts, anomaly: this.#anomalies, cluster: this.#clusters };
    owners[model.kind].restore(model);
  }

  /** Fits all models anew; what was found, in clauses. Empty where the past is too short. */
  async fit(pool: ModelPool): Promise<readonly string[]> {
    const seed = [...this.name].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0, 7);
    const found = await this.#forecasts.fit(pool, seed);
    const detecting = await this.#anomalies.fit(pool, this.#freshInstances(), seed);
    if (found.length > 0 || detecting) this.#fittedSeconds = this.#options.clock.nowSeconds();
    const clusters = await this.#clusters.fit(pool, this.#freshInstances(), seed);
    return found.length > 0 && clusters !== null ? [...found, clusters] : found;
  }

  /** Everything that is known of the service now. Figures without fresh data are left out. */
  snapshot(): ServiceSnapshot {
    const { config, history, clock, intervalSeconds, maxInstances } = this.#options;
    const nowSeconds = clock.nowSeconds();
    const dataTimestampSeconds = history.newestSeconds(config.name);
    const current = new Map<Signal, number>();
    for (const signal of this.#past.signals(null)) {
      const latest = history.latest({ service: config.name, instance: null, signal });
      if (latest !== null && isFresh(latest.timestampSeconds, nowSeconds, intervalSeconds))
        current.set(signal, latest.value);
    }
    const forecasts = this.#forecasts.current([...current.keys()]);
    const instances = this.#freshInstances();
    const limits = (Object.entries(config.limits) as [Signal, number][]).map(([signal, limit]) => {
      const forecast = forecasts.find((one) => one.signal === signal);
      const timestampSeconds = forecast === undefined ? null : limitTimestamp(forecast.distribution, limit, nowSeconds);
      return { signal, limit, timestampSeconds };
    });
    const anomaly = this.#anomaly(current.size > 0, instances, dataTimestampSeconds, nowSeconds);
    this.trail.add(nowSeconds, anomaly.scores.get('ensemble') ?? null);
    return {
      name: config.name,
      labels: config.labels,
      dataTimestampSeconds,
      instances,
      instancesOmitted: Math.max(0, instances.length - maxInstances),
      current,
      forecasts,
      limits,
      anomaly,
      clusters: this.#clusters.current(instances, this.#versions()),
      models: [this.#forecasts.snapshot(), this.#anomalies.snapshot(), this.#clusters.snapshot()],
    };
  }

  #freshInstances(): string[] {
    const { config, history, clock, intervalSeconds } = this.#options;
    const nowSeconds = clock.nowSeconds();
    return history
      .instances(config.name)
      .filter(({ newestSeconds }) => isFresh(newestSeconds, nowSeconds, intervalSeconds))
      .map(({ instance }) => instance);
  }

  /** Version of each instance that says one. */
  #versions(): Map<string, string> {
    const { config, history } = this.#options;
    return new Map(
      history.instances(config.name).flatMap(({ instance, labels: { version } }) => {
        return version === undefined ? [] : [[instance, version] as const];
      }),
    );
  }

  #anomaly(
    fresh: boolean,
    instances: readonly string[],
    newestSeconds: number | null,
    nowSeconds: number,
  ): AnomalySnapshot {
    const silent = { scores: new Map(), contributions: new Map(), instances: [] };
    if (!fresh) {
      const age =
        newestSeconds === null
          ? 'there are no data yet'
          : `the newest data are ${Math.round(nowSeconds - newestSeconds)} s old`;
      return { state: 'blind', reason: `No fresh data: ${age}.`, ...silent };
    }
    if (!this.#anomalies.ready) {
      return {
        state: 'warming_up',
        reason: 'The detector needs more than a day of history, on the service’s clock.',
        ...silent,
      };
    }
    const scored = this.#anomalies.current(instances);
    if (scored.scores.size > 0) return { state: 'ready', reason: null, ...scored };
    return { state: 'blind', reason: 'Too few of the signals are known at this moment.', ...silent };
  }
}
