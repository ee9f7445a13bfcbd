import type { MetricTotals, ScriptThreshold, WatchedMetric } from '../../core/loadDriver.ts';
import { finalValues } from './finalValues.ts';
import { liveRange } from './liveRange.ts';
import type { Threshold } from './parseThreshold.ts';
import { parseThresholds } from './parseThreshold.ts';
import { failsWithin, holdsAt } from './valueRange.ts';

/** Judges a script's thresholds on all runners together. */
export interface ThresholdJudge {
  /** Metrics that runners should tell of while the run goes on. */
  readonly watched: readonly string[];
  /** What one runner told; it holds until that runner tells more. */
  take(runner: number, told: Readonly<Record<string, WatchedMetric>>): void;
  /** A threshold that is to end the run and is certain to fail by now, as a sentence; null where there is none. */
  crossed(elapsedSeconds: number): string | null;
  /** All thresholds that failed, with their values, from the exact totals of every runner. */
  failed(runners: readonly Readonly<Record<string, MetricTotals>>[]): readonly string[];
}

const shown = (value: number): string => String(Number(value.toPrecision(4)));

function methodOf({ expression }: Threshold): string {
  return /^[^<>=!]*/.exec(expression.trim())?.[0].trim() ?? '';
}

/** @param thresholds of the script; throws a Problem where one cannot be judged */
export function createThresholdJudge(thresholds: readonly ScriptThreshold[]): ThresholdJudge {
  const parsed = parseThresholds(thresholds);
  const aborting = parsed.filter(({ abortOnFail }) => abortOnFail);
  const latest = new Map<number, Readonly<Record<string, WatchedMetric>>>();
  const says = (threshold: Threshold, value: string): string =>
    `${threshold.metric}: ${threshold.expression} (${methodOf(threshold)} was ${value})`;
  return {
    watched: [...new Set(aborting.map(({ metric }) => metric))],
    take: (runner, told) => void latest.set(runner, told),
    crossed: (elapsedSeconds) => {
      for (const threshold of aborting) {
        if (elapsedSeconds < threshold.delayAbortSeconds) continue;
        const parts = [...latest.values()].flatMap((told) => told[threshold.metric] ?? []);
        const range = liveRange(threshold, parts, elapsedSeconds);
        if (range === null || !failsWithin(threshold, range)) continue;
        const { lowest, highest } = range;
        return says(threshold, lowest === highest ? shown(lowest) : `${shown(lowest)} to ${shown(highest)}`);
      }
      return null;
    },
    failed: (runners) =>
      parsed.flatMap((threshold) => {
        const parts = runners.flatMap((totals) => totals[threshold.metric] ?? []);
        const bad = finalValues(threshold, parts).find((value) => !holdsAt(threshold, value));
        return bad === undefined ? [] : [says(threshold, shown(bad))];
      }),
  };
}
