import type { Histogram } from '../../core/histogram.ts';
import type { LoadExit, ResultWindow } from '../../core/loadDriver.ts';
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
}

/** What runs need of the results room; handed in, since rooms do not import each other. */
export interface RunResults {
  createRunSeries(runners: number): ResultSeries;
  latencySummary(latency: Histogram): RunRecord['latency'];
  judge(run: RunOutcome): { readonly verdict: Verdict; readonly reason: string };
}
