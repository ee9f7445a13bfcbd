import { randomBytes } from 'node:crypto';
import type { Decision } from '../core/decision.ts';
import type { Histogram } from '../core/histogram.ts';
import type { LoadDriver } from '../core/loadDriver.ts';
import type { LoadTest } from '../core/loadTest.ts';
import { Problem } from '../core/problem.ts';
import type { RunnerPool } from '../core/runnerPool.ts';
import type { RunRecord } from '../core/runState.ts';
import type { DriverName } from '../core/vocabularies.ts';
import type { SharedPlan } from './control/activeRun.ts';
import { ActiveRun } from './control/activeRun.ts';
import type { Steering } from './control/checkSteering.ts';
import type { CheckedStart, Startable, TargetRules } from './control/checkStart.ts';
import { checkStart, findStartable } from './control/checkStart.ts';
import type { RunWish } from './control/planRun.ts';
import { planRun } from './control/planRun.ts';
import { planRunners } from './control/planRunners.ts';
import type { RunListeners, RunUpdate } from './control/runListeners.ts';
import { createRunListeners } from './control/runListeners.ts';
import type { RunResults } from './control/runResults.ts';
import type { RunnerSupply } from './control/runnerSupply.ts';
import { createRunnerSupply } from './control/runnerSupply.ts';

/** What the controller is made with; the composition root has it all. */
export interface RunControllerOptions {
  readonly tests: () => readonly LoadTest[];
  readonly drivers: ReadonlyMap<DriverName, LoadDriver>;
  readonly pool: RunnerPool;
  readonly targets: () => TargetRules;
  readonly results: RunResults;
  /** Now, Unix seconds. */
  readonly nowSeconds: () => number;
  /** Hears of every start, steering, stop and end. */
  readonly onDecision?: (decision: Decision) => void;
  /** Hears of every run that has ended. */
  readonly onFinished?: (record: RunRecord) => void;
  /** Hears of listeners that throw. */
  readonly onListenerError?: (error: unknown) => void;
}

/** A start as it is asked for. */
export interface RunRequest extends RunWish {
  readonly test: string;
  readonly actor: string;
}

const closing = (): Problem =>
  new Problem('unavailable', 'Closing', 'The exporter is closing and starts no more runs.');

/** Finished runs that are remembered. */
const REMEMBERED_RUNS = 100;

/** Starts, steers and stops runs, at most one of each test at a time. Every method that can fail throws a Problem. */
export class RunController {
  readonly #options: RunControllerOptions;
  readonly #runs = new Map<string, ActiveRun>();
  /** Ceilings of runs that are being checked, by test: they count against the limit already. */
  readonly #reserved = new Map<string, number>();
  readonly #listeners: RunListeners;
  readonly #supply: RunnerSupply;
  #isClosed = false;

  constructor(options: RunControllerOptions) {
    this.#options = options;
    this.#listeners = createRunListeners(options.onListenerError ?? (() => undefined));
    this.#supply = createRunnerSupply(options.pool);
  }

  /** Newest first. */
  list(): readonly RunRecord[] {
    return [...this.#runs.values()].map((run) => run.record()).reverse();
  }

  get(id: string): RunRecord | undefined {
    return this.#runs.get(id)?.record();
  }

  /** Latency of all requests of a run so far; null before the first, and for runs that are not known. */
  latency(id: string): Histogram | null {
    return this.#runs.get(id)?.latency() ?? null;
  }

  /** Starts a test; nothing was started where it throws. Answers before the tool runs. */
  async start({ test: name, actor, ...wish }: RunRequest): Promise<RunRecord> {
    const startable = findStartable(name, this.#options.tests(), this.#options.drivers);
    this.#requireIdle(name);
    const rules = this.#options.targets();
    const rates = planRun(startable.test, wish, rules.maxRequestsPerSecond, this.#takenRequestsPerSecond());
    const ceiling = rates.ceilingRequestsPerSecond;
    const { pool, results } = this.#options;
    const plan = { ...rates, runners: planRunners(startable.test, wish.runners, ceiling, pool, this.#supply.taken) };
    this.#reserved.set(name, plan.ceilingRequestsPerSecond);
    try {
      const checked = await checkStart(startable, plan, rules, results);
      if (this.#isClosed) throw closing();
      return this.#begin(startable, plan, checked, actor);
    } finally {
      this.#reserved.delete(name);
    }
  }

  /** Changes rate or pause of a run; resolves when its generators' gates have it. */
  async steer(id: string, change: Steering, actor: string): Promise<RunRecord> {
    const run = this.#find(id);
    await run.steer(change);
    const { requestsPerSecond, paused } = change;
    const parts = [
      ...(requestsPerSecond === undefined ? [] : [`${requestsPerSecond} requests/s`]),
      ...(paused === undefined ? [] : [paused ? 'paused' : 'resumed']),
    ];
    this.#decide('run_steered', id, parts.join(', '), 'asked for', actor);
    return run.record();
  }

  /** Asks a run to end, in any state before its end, and answers at once. */
  async stop(id: string, actor: string, reason: string): Promise<RunRecord> {
    const run = this.#find(id);
    const isFirst = run.record().state !== 'stopping';
    run.stop(actor, reason);
    if (isFirst) this.#decide('run_stopped', id, 'stop', reason, actor);
    return run.record();
  }

  /** Calls back on every change of a run and every second of its results; the answer ends it. */
  subscribe(id: string, listener: (update: RunUpdate) => void): () => void {
    return this.#listeners.subscribe(id, listener);
  }

  /** Stops every run, waits for their ends, and closes the pool. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const left = this.#active();
    for (const run of left) run.stop('loadstar', 'the exporter is closing');
    await Promise.all(left.map((run) => run.done));
    await this.#options.pool.close();
  }

  #begin(startable: Startable, plan: SharedPlan, checked: CheckedStart, actor: string): RunRecord {
    const id = `${plan.test.name}-${randomBytes(5).toString('hex')}`;
    const { results, nowSeconds } = this.#options;
    const run = new ActiveRun({
      ...checked,
      id,
      plan,
      actor,
      driver: startable.driver,
      supply: this.#supply,
      results,
      nowSeconds,
      onChange: (record) => this.#changed(record),
      onSecond: (second) => this.#listeners.tell(id, { type: 'second', second }),
    });
    this.#runs.set(id, run);
    const finished = [...this.#runs].filter(([, one]) => one.record().state === 'finished');
    for (const [old] of finished.slice(0, Math.max(0, finished.length - REMEMBERED_RUNS))) this.#runs.delete(old);
    const shared = plan.runners > 1 ? ` on ${plan.runners} runners` : '';
    const choice = `${plan.requestsPerSecond} requests/s for ${plan.durationSeconds} s${shared}`;
    this.#decide('run_started', id, choice, `test ${plan.test.name} was asked for`, actor);
    return run.record();
  }

  #changed(record: RunRecord): void {
    this.#listeners.tell(record.id, { type: 'run', record });
    if (record.state !== 'finished') return;
    this.#decide('run_finished', record.id, record.verdict ?? 'error', record.reason ?? '', 'loadstar');
    this.#options.onFinished?.(record);
    this.#listeners.forget(record.id);
  }

  #requireIdle(test: string): void {
    if (this.#isClosed) throw closing();
    const other = this.#active().find((run) => run.record().test === test);
    if (other === undefined && !this.#reserved.has(test)) return;
    const which = other === undefined ? 'is being started' : `is going on as run ${other.record().id}`;
    throw new Problem('conflict', 'Already running', `Test ${test} ${which}; stop that run, or wait for its end.`);
  }

  #active(): ActiveRun[] {
    return [...this.#runs.values()].filter((run) => run.record().state !== 'finished');
  }

  #takenRequestsPerSecond(): number {
    const ceilings = [
      ...this.#active().map((run) => run.record().ceilingRequestsPerSecond),
      ...this.#reserved.values(),
    ];
    return ceilings.reduce((sum, one) => sum + one, 0);
  }

  #find(id: string): ActiveRun {
    const run = this.#runs.get(id);
    if (run === undefined) throw new Problem('not_found', 'No such run', `There is no run "${id}".`);
    return run;
  }

  #decide(kind: string, subject: string, choice: string, reason: string, actor: string): void {
    const timestampSeconds = this.#options.nowSeconds();
    this.#options.onDecision?.({ timestampSeconds, kind, subject, choice, reason, actor });
  }
}
