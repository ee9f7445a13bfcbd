import type { Config } from '../config/config.ts';
import type { ServiceConfig } from '../config/sections/services.ts';
import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/problem.ts';
import type { SeriesHistory } from '../history/seriesHistory.ts';
import type { KeptModel } from './pipeline/modelKeeper.ts';
import { ServiceWatch } from './pipeline/serviceWatch.ts';

const SECONDS_PER_WEEK = 604_800;

/** Fitted models over restarts. */
export interface ModelMemory {
  /** Those of an earlier life. */
  readonly kept: readonly KeptModel[];
  readonly keep: (model: KeptModel) => void;
  readonly onError: (message: string, error: unknown) => void;
}

/** All services that are watched: those configured, then those discovered as they are found. None ever goes. */
export class WatchedServices {
  /** In the order in which they were added; whoever goes through it sees later ones the next time. */
  readonly list: ServiceWatch[] = [];
  readonly byName = new Map<string, ServiceWatch>();
  readonly configs: ServiceConfig[] = [];
  readonly #config: Config;
  readonly #history: SeriesHistory;
  readonly #clock: Clock;
  readonly #memory: ModelMemory;

  constructor(config: Config, history: SeriesHistory, clock: Clock, memory: ModelMemory) {
    this.#config = config;
    this.#history = history;
    this.#clock = clock;
    this.#memory = memory;
  }

  /**
   * Takes services in whose names are not known yet: of equal names the first one stands.
   * @returns those that were taken in
   * @throws Problem where there would be more than `metrics.maxServices`; then none was
   */
  add(found: readonly ServiceConfig[]): readonly ServiceConfig[] {
    const { intervalSeconds, metrics } = this.#config;
    const fresh = found.filter(({ name }) => !this.byName.has(name));
    this.#checkCount(fresh.length);
    for (const service of fresh) {
      const watch = new ServiceWatch({
        config: service,
        history: this.#history,
        clock: this.#clock,
        intervalSeconds,
        maxInstances: metrics.maxInstances,
        falseAlarmRatio: () => this.#falseAlarmRatio(),
        keepModel: this.#memory.keep,
      });
      this.#restore(watch);
      this.list.push(watch);
      this.byName.set(service.name, watch);
      this.configs.push(service);
    }
    return fresh;
  }

  /** Models of an earlier life forecast until the next fit. One that cannot be restored is fitted anew, and says so. */
  #restore(watch: ServiceWatch): void {
    for (const model of this.#memory.kept.filter(({ service }) => service === watch.name)) {
      try {
        watch.restore(model);
      } catch (error) {
        this.#memory.onError(`the kept ${model.kind} model of ${watch.name} (${model.part}) cannot be used`, error);
      }
    }
  }

  /** All or none: which of too many services would be left out is no choice to be made by chance. */
  #checkCount(fresh: number): void {
    const most = this.#config.metrics.maxServices;
    if (this.list.length + fresh <= most) return;
    const detail =
      `${fresh} services were found beside ${this.list.length}, at most ${most} are watched (metrics.maxServices): ` +
      'narrow the discovery with `match`, or raise the limit; none of them was added';
    throw new Problem('too_large', 'Too many services', detail);
  }

  /** Share of a service's rows that may score above 1, so that all services together keep the budget of false alarms. */
  #falseAlarmRatio(): number {
    const rowsPerWeek = (SECONDS_PER_WEEK * this.#clock.scale) / this.#history.tiers.coarse.stepSeconds;
    const ratio = this.#config.anomaly.falseAlarmsPerWeek / (rowsPerWeek * Math.max(1, this.list.length));
    return Math.min(0.1, Math.max(1e-6, ratio));
  }
}
