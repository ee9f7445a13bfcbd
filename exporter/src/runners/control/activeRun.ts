import type { Histogram } from '../../core/histogram.ts';
import type { LoadDriver, LoadExit, ResultWindow } from '../../core/loadDriver.ts';
import type { RunRecord, RunSecond } from '../../core/runState.ts';
import type { Runner } from '../../core/runnerPool.ts';
import type { Steering } from './checkSteering.ts';
import { checkSteering } from './checkSteering.ts';
import type { ShareHandle } from './launchShares.ts';
import { launchShares } from './launchShares.ts';
import type { RunPlan } from './planRun.ts';
import type { RunFile } from './runFile.ts';
import { createRunFile } from './runFile.ts';
import type { ResultSeries, RunResults, ThresholdJudge } from './runResults.ts';
import type { RunnerSupply } from './runnerSupply.ts';

/** A plan that is shared out. */
export type SharedPlan = RunPlan & { readonly runners: number };

/** What one run is made with. */
export interface ActiveRunOptions {
  readonly id: string;
  readonly plan: SharedPlan;
  readonly actor: string;
  readonly driver: LoadDriver;
  readonly allowedAddresses: readonly string[];
  readonly notices: readonly string[];
  readonly thresholds: ThresholdJudge;
  readonly supply: RunnerSupply;
  readonly results: RunResults;
  readonly nowSeconds: () => number;
  readonly onChange: (record: RunRecord) => void;
  readonly onSecond: (second: RunSecond) => void;
}

/** Beyond its duration a tool gets this long for setup, last iterations and teardown, before it is stopped. */
const OVERDUE_SECONDS = 180;

/** One run from its start to its end. Everything that could be known to be wrong was checked before. */
export class ActiveRun {
  /** Resolves when the run is finished and its runners are given back. */
  readonly done: Promise<void>;
  readonly #options: ActiveRunOptions;
  readonly #series: ResultSeries;
  readonly #file: RunFile;
  readonly #stopAsked: Promise<void>;
  #askStop: () => void = () => undefined;
  #stop: { readonly actor: string; readonly reason: string } | null = null;
  /** The threshold that ended the run early, with its value. */
  #crossed: string | null = null;
  #handles: readonly ShareHandle[] = [];
  #exits: readonly LoadExit[] = [];
  #wanted: number;

  constructor(options: ActiveRunOptions) {
    const series = options.results.createRunSeries(options.plan.runners);
    const live = (): Pick<RunRecord, 'totals' | 'latency' | 'seconds'> => ({
      totals: { ...series.totals },
      latency: options.results.finalLatency(series.latency, this.#exits),
      seconds: series.seconds,
    });
    this.#options = options;
    this.#series = series;
    this.#wanted = options.plan.requestsPerSecond;
    this.#file = createRunFile(plannedRecord(options), live, options.onChange);
    this.#stopAsked = new Promise((resolve) => (this.#askStop = resolve));
    // The caller gets the planned record, and may listen, before the first transition.
    this.done = new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#live());
  }

  /** The run as it is now; `seconds` goes on growing while it runs. */
  record(): RunRecord {
    return this.#file.record();
  }

  /** Latency of all its requests so far; null before the first. */
  latency(): Histogram | null {
    return this.#series.latency.count > 0 ? this.#series.latency : null;
  }

  /** Asks for the end, in any state before it, and answers at once. A second call changes nothing. */
  stop(actor: string, reason: string): void {
    if (this.record().state === 'stopping') return;
    this.#file.require('stop', { reason });
    this.#stop = { actor, reason };
    this.#series.aim(0, this.#options.nowSeconds());
    this.#askStop();
  }

  /** Changes rate or pause; resolves when every gate has it. Throws a Problem, with nothing changed. */
  async steer(change: Steering): Promise<void> {
    checkSteering(this.record(), this.#options.driver, change);
    const { requestsPerSecond, paused } = change;
    const asked: (Promise<void> | undefined)[] = [];
    if (requestsPerSecond !== undefined) {
      this.#wanted = requestsPerSecond;
      this.#file.retarget(requestsPerSecond);
      asked.push(...this.#handles.map((handle) => handle.retarget?.(requestsPerSecond)));
    }
    if (paused !== undefined && this.#file.apply(paused ? 'pause' : 'resume')) {
      asked.push(...this.#handles.map((handle) => (paused ? handle.pause?.() : handle.resume?.())));
    }
    this.#series.aim(this.record().state === 'paused' ? 0 : this.#wanted, this.#options.nowSeconds());
    await Promise.all(asked);
  }

  async #live(): Promise<void> {
    const { supply, plan } = this.#options;
    let failure: string | null = null;
    this.#file.apply('provision');
    const acquired = supply.acquire(plan.runners);
    try {
      const runners = await Promise.race([acquired, this.#stopAsked]);
      if (runners !== undefined) this.#exits = await this.#execute(runners);
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    this.#finish(failure);
    // A pool that hangs must not hold the end up; what it brings later goes straight back.
    await Promise.race([acquired.then(supply.release).catch(() => undefined), this.#stopAsked]);
  }

  async #execute(runners: readonly Runner[]): Promise<readonly LoadExit[]> {
    const { driver, plan, id, allowedAddresses, nowSeconds, thresholds } = this.#options;
    if (!this.#file.apply('launch')) return [];
    const startRate = this.#wanted;
    this.#series.aim(startRate, nowSeconds());
    const { watched } = thresholds;
    const whole = { ...plan, runId: id, requestsPerSecond: startRate, allowedAddresses, watched };
    this.#handles = await launchShares(driver, runners, whole, this.#stopAsked);
    void this.#stopAsked.then(() => Promise.all(this.#handles.map((handle) => handle.stop())));
    // Steered while the tool was starting.
    if (this.#wanted !== startRate) await Promise.all(this.#handles.map((handle) => handle.retarget?.(this.#wanted)));
    const overdue = setTimeout(
      () => this.stop('loadstar', `the tool had not ended ${OVERDUE_SECONDS} s after its time`),
      (plan.durationSeconds + OVERDUE_SECONDS) * 1000,
    );
    return Promise.all(this.#handles.map((handle, i) => this.#follow(handle, i))).finally(() => clearTimeout(overdue));
  }

  async #follow(handle: ShareHandle, runner: number): Promise<LoadExit> {
    const { onSecond } = this.#options;
    for await (const window of handle.results) this.#take(runner, window);
    this.#series.end(runner).forEach(onSecond);
    const exit = await handle.ended;
    for (const text of handle.notices ?? []) this.#file.notice(text);
    // Without one share the rest is not the run that was asked for.
    const isOver = exit.outcome === 'failed' || exit.outcome === 'stopped';
    if (isOver) await Promise.all(this.#handles.map((other) => other.stop()));
    const { runners } = this.#options.plan;
    return isOver && runners > 1 ? { ...exit, detail: `runner ${runner + 1} of ${runners}: ${exit.detail}` } : exit;
  }

  #take(runner: number, window: ResultWindow): void {
    const { allowedAddresses, nowSeconds, onSecond } = this.#options;
    const rows = this.#series.add(runner, window);
    if (window.requests > 0) this.#file.apply('first_request', { startedAt: nowSeconds() });
    if (window.refused > 0) {
      this.#file.notice(`confinement refused requests to addresses other than ${allowedAddresses.join(', ')}`);
    }
    rows.forEach(onSecond);
    if (window.watched !== undefined) this.#watch(runner, window.watched);
  }

  /** Ends the run where a threshold that may do so is certain to fail. */
  #watch(runner: number, told: NonNullable<ResultWindow['watched']>): void {
    const { thresholds, nowSeconds } = this.#options;
    const { startedAt, state } = this.record();
    thresholds.take(runner, told);
    if (startedAt === null || state === 'stopping' || state === 'finished') return;
    this.#crossed = thresholds.crossed(nowSeconds() - startedAt);
    if (this.#crossed !== null) this.stop('loadstar', `threshold failed: ${this.#crossed}`);
  }

  #finish(failure: string | null): void {
    const { seconds, totals, latency } = this.#series;
    const { plan, results, nowSeconds, thresholds } = this.#options;
    const exits = this.#exits;
    const dropped = seconds.reduce((sum, row) => sum + row.droppedIterations, 0);
    if (dropped > 0) this.#file.notice(`${dropped} iterations were dropped, since no VU was free`);
    const made = exits.reduce((sum, { latencySeconds }) => sum + (latencySeconds?.count ?? 0), 0);
    if (totals.refused === 0 && made > totals.requests) {
      this.#file.notice(`${made} requests were made, of which ${made - totals.requests} are missing from the seconds`);
    }
    const run = { objectives: plan.test.objectives, exits, stop: this.#stop, failure, seconds, totals, latency };
    const told = exits.map((exit) => exit.totals ?? null).filter((own) => own !== null);
    const failed = told.length === plan.runners ? thresholds.failed(told) : [];
    const verdict = results.judge({ ...run, thresholds: failed, crossed: this.#crossed });
    const written = { endedAt: nowSeconds(), ...verdict };
    if (failure !== null || !this.#file.apply('ended', written)) this.#file.apply('fail', written);
  }
}

function plannedRecord({ id, plan, actor, notices, nowSeconds }: ActiveRunOptions): RunRecord {
  const { test } = plan;
  return {
    id,
    test: test.name,
    service: test.service,
    driver: test.driver,
    actor,
    state: 'planned',
    targetRequestsPerSecond: plan.requestsPerSecond,
    ceilingRequestsPerSecond: plan.ceilingRequestsPerSecond,
    durationSeconds: plan.durationSeconds,
    runners: plan.runners,
    createdAt: nowSeconds(),
    startedAt: null,
    endedAt: null,
    verdict: null,
    reason: null,
    notices,
    totals: { requests: 0, errors: 0, refused: 0 },
    latency: null,
    seconds: [],
  };
}
