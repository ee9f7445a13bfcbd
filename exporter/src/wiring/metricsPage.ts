import type { Config } from '../config/config.ts';
import type { ServiceConfig } from '../config/sections/services.ts';
import type { Clock } from '../core/clock.ts';
import type { RunRecord } from '../core/runState.ts';
import type { Snapshot } from '../core/snapshot.ts';
import type { MetricsInput, RunFigures } from '../metrics/metricsInput.ts';
import { readProcess } from '../metrics/readProcess.ts';
import { renderMetrics } from '../metrics/renderMetrics.ts';
import type { Runs } from './createRuns.ts';
import type { DecisionLog } from './decisionLog.ts';
import { VERSION } from './version.ts';

/** How long a finished run's figures stay, so that its last requests are scraped too. */
const RUN_LINGERS_SECONDS = 120;
/** While a test runs its figures change each second; a page is made again at most so often. */
const RUN_REFRESH_SECONDS = 1;

/** The page of /metrics: made after each cycle, and each second while a test runs; a scrape only reads it. */
export class MetricsPage {
  readonly #config: Config;
  readonly #services: () => readonly ServiceConfig[];
  readonly #clock: Clock;
  readonly #runs: Runs;
  readonly #decisions: DecisionLog;
  readonly #snapshot: () => Snapshot | null;
  #text: Promise<string> | null = null;
  #renderedSeconds = -Infinity;

  constructor(options: {
    readonly config: Config;
    /** All services that are watched. */
    readonly services: () => readonly ServiceConfig[];
    readonly clock: Clock;
    readonly runs: Runs;
    readonly decisions: DecisionLog;
    readonly snapshot: () => Snapshot | null;
  }) {
    this.#config = options.config;
    this.#services = options.services;
    this.#clock = options.clock;
    this.#runs = options.runs;
    this.#decisions = options.decisions;
    this.#snapshot = options.snapshot;
  }

  /** The page as it stands. */
  text(): Promise<string> {
    const { nowSeconds } = this.#clock;
    const running = this.#recentRuns(nowSeconds()).length > 0;
    if (this.#text === null || (running && nowSeconds() - this.#renderedSeconds >= RUN_REFRESH_SECONDS))
      return this.render();
    return this.#text;
  }

  /** Makes the page anew. */
  render(): Promise<string> {
    this.#renderedSeconds = this.#clock.nowSeconds();
    this.#text = renderMetrics(this.#input(this.#renderedSeconds));
    return this.#text;
  }

  /** The newest run of each test, while it is active and a little longer. */
  #recentRuns(nowSeconds: number): RunRecord[] {
    const newest = new Map<string, RunRecord>();
    for (const run of this.#runs.controller.list()) if (!newest.has(run.test)) newest.set(run.test, run);
    return [...newest.values()].filter(({ endedAt }) => endedAt === null || nowSeconds - endedAt < RUN_LINGERS_SECONDS);
  }

  #input(nowSeconds: number): MetricsInput {
    const { tests, metrics } = this.#config;
    const runs: RunFigures[] = this.#recentRuns(nowSeconds).map((record) => ({
      record,
      latency: this.#runs.controller.latency(record.id),
    }));
    const held = this.#runs.pool.runners().length;
    return {
      snapshot: this.#snapshot(),
      services: this.#services(),
      tests,
      runs,
      runsTotal: this.#runs.totals(),
      decisionsTotal: this.#decisions.totals(),
      pools: [
        { pool: this.#runs.pool.name, desired: held, ready: held, costPerHour: held * this.#runs.pool.costPerHour },
      ],
      maxInstances: metrics.maxInstances,
      fingerprints: metrics.fingerprints,
      process: readProcess(VERSION),
    };
  }
}
