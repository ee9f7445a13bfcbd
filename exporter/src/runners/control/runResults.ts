import type { Histogram } from '../../core/histogram.ts';
import type { LoadExit, MetricTotals, ResultWindow, ScriptThreshold, WatchedMetric } from '../../core/loadDriver.ts';
import type { Objectives } from '../../core/loadTest.ts';
import type { RunRecord, RunSecond } from '../../core/runState.ts';
import type { Verdict } from '../../core/vocabularies.ts';

/** A run's results second by second; results/runSeries has it. */
export interface ResultSeries {
  aim(requestsPerSecond: number, nowSeconds: number): void;
  add(runner: number, window: ResultWindow): readonly RunSecond[];
  end(runner: number): readonly RunSecond[];
  readonly seconds: readonly RunSecond[];
  readonly totals: RunRecord['totals'];
  readonly latency: Histogram;
}

/** What a verdict is made from; see results/verdict. */
export interface RunOutcome {
  readonly objectives: Objectives;
  readonly exits: readonly LoadExit[];
  readonly stop: { readonly actor: string; readonly reason: string } | null;
  readonly failure: string | null;
  readonly seconds: readonly RunSecond[];
  readonly totals: RunRecord['totals'];
  readonly latency: Histogram;
  readonly thresholds: readonly string[];
  readonly crossed: string | null;
}

/** Judges a script's thresholds on all runners together; results/thresholds/thresholdJudge has it. */
export interface ThresholdJudge {
  readonly watched: readonly string[];
  take(runner: number, told: Readonly<Record<string, WatchedMetric>>): void;
  crossed(elapsedSeconds: number): string | null;
  failed(runners: readonly Readonly<Record<string, MetricTotals>>[]): readonly string[];
}

/** What runs need of the results room; handed in, since rooms do not import each other. */
export interface RunResults {
  createRunSeries(runners: number): ResultSeries;
  /** The more exact with what each runner told at its end. */
  finalLatency(latency: Histogram, exits: readonly LoadExit[]): RunRecord['latency'];
  /** Throws a Problem where a threshold cannot be judged. */
  createThresholdJudge(thresholds: readonly ScriptThreshold[]): ThresholdJudge;
  judge(run: RunOutcome): { readonly verdict: Verdict; readonly reason: string };
}
