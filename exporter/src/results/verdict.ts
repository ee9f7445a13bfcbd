import type { Histogram } from '../core/histogram.ts';
import type { LoadExit } from '../core/loadDriver.ts';
import type { Objectives } from '../core/loadTest.ts';
import type { RunSecond } from '../core/runState.ts';
import type { Verdict } from '../core/vocabularies.ts';
import { finalLatency } from './finalLatency.ts';

/** A run at its end. */
export interface FinishedRun {
  readonly objectives: Objectives;
  /** How the tool ended on each runner; empty when none was started. */
  readonly exits: readonly LoadExit[];
  /** Who stopped it and why; null when nobody did. */
  readonly stop: { readonly actor: string; readonly reason: string } | null;
  /** What went wrong around the tool (no runner, a crash); null when nothing did. */
  readonly failure: string | null;
  readonly seconds: readonly RunSecond[];
  readonly totals: { readonly requests: number; readonly errors: number; readonly refused: number };
  readonly latency: Histogram;
  /** The script's thresholds that failed on all runners together, with their values. */
  readonly thresholds: readonly string[];
  /** The one of them that ended the run early; null where none did. */
  readonly crossed: string | null;
}

/** A verdict with the sentence that gives its reason. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Share of the wanted requests below which the generator fell short. */
const REACHED_RATIO = 0.95;
/** Seconds after a change of the target (and after the start) that say nothing about whether it was reached. */
const SETTLING_SECONDS = 3;
/** The last seconds are cut short by the end: the one in which it came, and what was still under way then. */
const CUT_SECONDS = 2;
const PERCENTILES = { p50: 'p50Seconds', p95: 'p95Seconds', p99: 'p99Seconds' } as const;

const seconds = (value: number): string => `${Number(value.toPrecision(3))} s`;
const percent = (ratio: number): string => `${Number((ratio * 100).toPrecision(3))} %`;

/** Objectives that the merged results break, as sentences. */
function brokenObjectives({ objectives, totals, latency, exits }: FinishedRun): string[] {
  const broken: string[] = [];
  const percentiles = finalLatency(latency, exits);
  for (const [name, limit] of Object.entries(objectives.latencySeconds ?? {})) {
    const actual = percentiles?.[PERCENTILES[name as keyof typeof PERCENTILES]];
    if (actual !== undefined && actual > limit)
      broken.push(`latency ${name} was ${seconds(actual)}, above ${seconds(limit)}`);
  }
  const errorRatio = totals.requests === 0 ? 0 : totals.errors / totals.requests;
  if (objectives.errorRatio !== undefined && errorRatio > objectives.errorRatio) {
    broken.push(`${percent(errorRatio)} of requests failed, above ${percent(objectives.errorRatio)}`);
  }
  return broken;
}

/** The script's thresholds that failed: of the tool on one runner, or of all runners together. */
function failedThresholds({ exits, thresholds, crossed }: FinishedRun): string[] {
  const own = exits.filter((exit) => exit.outcome === 'thresholds').map((exit) => exit.detail);
  const all = crossed === null || thresholds.includes(crossed) ? thresholds : [crossed, ...thresholds];
  const merged = all.length === 0 ? [] : [`thresholds of the script failed: ${all.join(', ')}`];
  const early = crossed === null ? [] : [`${crossed} ended the run early`];
  return [...new Set([...merged, ...early, ...own])];
}

/** Share of the wanted requests that were made while the target was steady; null where it never was for long enough. */
function reachedRatio(rows: readonly RunSecond[]): { reached: number; wantedRate: number; actualRate: number } | null {
  const steady = rows.slice(0, -CUT_SECONDS).filter((row, i) => {
    const before = rows.slice(Math.max(0, i - SETTLING_SECONDS), i);
    return (
      i >= SETTLING_SECONDS &&
      row.targetRequestsPerSecond > 0 &&
      before.every((one) => one.targetRequestsPerSecond === row.targetRequestsPerSecond)
    );
  });
  const wanted = steady.reduce((sum, row) => sum + row.targetRequestsPerSecond, 0);
  if (wanted === 0) return null;
  const actual = steady.reduce((sum, row) => sum + row.requests + row.refused, 0);
  return { reached: actual / wanted, wantedRate: wanted / steady.length, actualRate: actual / steady.length };
}

/**
 * Judges a finished run, in this order:
 * 1. `error`: something went wrong around the tool, the tool failed on a runner, or not one request was made;
 * 2. `failed`: a threshold of the script that may end the run did;
 * 3. `aborted`: somebody (a person, Loadstar, the script itself) stopped it before its end;
 * 4. `failed`: the merged results break the test's objectives, or the script's own thresholds failed. This holds at a rate
 *    below the wanted one too: a target that breaks its objectives at less would break them at more;
 * 5. `inconclusive`: objectives hold, but while the target rate was steady less than 95 % of it was made. The target was
 *    fine at that lower rate; whether it holds the wanted one was not shown. Dropped iterations are named as the likely
 *    cause (no VU was free), and are no verdict in themselves: they are also counted when the gate would have thinned them;
 * 6. `passed`.
 */
export function judge(run: FinishedRun): Judgement {
  const failed = run.exits.find((exit) => exit.outcome === 'failed');
  if (run.failure !== null) return { verdict: 'error', reason: run.failure };
  if (failed !== undefined && run.stop === null) return { verdict: 'error', reason: failed.detail };
  if (run.crossed !== null) return { verdict: 'failed', reason: failedThresholds(run).join('; ') };
  if (run.stop !== null) return { verdict: 'aborted', reason: `stopped by ${run.stop.actor}: ${run.stop.reason}` };
  const stopped = run.exits.find((exit) => exit.outcome === 'stopped');
  if (stopped !== undefined) return { verdict: 'aborted', reason: stopped.detail };
  if (run.totals.requests === 0) {
    const refused = run.totals.refused > 0 ? `; confinement refused ${run.totals.refused}` : '';
    const details = run.exits.map((exit) => exit.detail).filter((detail) => detail !== '');
    return { verdict: 'error', reason: [`no request was made${refused}`, ...details].join('; ') };
  }
  const broken = [...brokenObjectives(run), ...failedThresholds(run)];
  if (broken.length > 0) return { verdict: 'failed', reason: broken.join('; ') };
  const reach = reachedRatio(run.seconds);
  if (reach !== null && reach.reached < REACHED_RATIO) {
    const dropped = run.seconds.reduce((sum, row) => sum + row.droppedIterations, 0);
    const cause = dropped > 0 ? ` (${dropped} iterations found no free VU)` : '';
    const rates = `${reach.actualRate.toFixed(1)} of ${reach.wantedRate.toFixed(1)} requests/s`;
    return {
      verdict: 'inconclusive',
      reason: `the generator fell short: ${rates}${cause}; what it made held the objectives`,
    };
  }
  return { verdict: 'passed', reason: 'the wanted rate was reached and every objective and threshold held' };
}
