import type { RegularSeries } from '../core/series.ts';
import type { Signal } from '../core/signal.ts';
import { featureRows, type FeatureTable, type SignalSeries } from './featureRows.ts';

/** No feature looks farther back: seven days before any time of the last one. */
const DAYS = 8;

/**
 * The row of now, comparable with the rows of the past: `recent` values (finer steps) are averaged over one step of
 * `past`, since a detector that learned from means of five minutes would find single readings of 30 s noisy. The row
 * stands for the end of `recent`; steps of `past` from then on are not looked at. No row (count 0) where too little is
 * known.
 *
 * @param past series of one grid
 * @param recent newest values of the same signals, each on its own grid; a signal without recent values is unknown
 */
export function newestFeatureRow(past: SignalSeries, recent: SignalSeries, stepsPerDay: number): FeatureTable {
  const latestSeconds = Math.max(...[...recent.values()].map(lastKnownSeconds));
  const ended = new Map<Signal, RegularSeries>();
  let index = 0;
  let first = 0;
  for (const [signal, series] of past) {
    index = Number.isFinite(latestSeconds)
      ? Math.max(0, Math.round((latestSeconds - series.startSeconds) / series.stepSeconds))
      : series.values.length;
    first = Math.max(0, index - DAYS * stepsPerDay - 2);
    const values = new Float64Array(index + 1 - first).fill(NaN);
    values.set(series.values.subarray(first, index));
    values[index - first] = meanSince(recent.get(signal), latestSeconds - series.stepSeconds);
    ended.set(signal, { ...series, startSeconds: series.startSeconds + first * series.stepSeconds, values });
  }
  return featureRows(ended, stepsPerDay, index - first);
}

function lastKnownSeconds(series: RegularSeries): number {
  const last = series.values.findLastIndex((value) => Number.isFinite(value));
  return last < 0 ? -Infinity : series.startSeconds + last * series.stepSeconds;
}

/** Mean of the known values after `sinceSeconds`; NaN for none. */
function meanSince(series: RegularSeries | undefined, sinceSeconds: number): number {
  if (series === undefined || !Number.isFinite(sinceSeconds)) return NaN;
  let sum = 0;
  let count = 0;
  const first = Math.max(0, Math.floor((sinceSeconds - series.startSeconds) / series.stepSeconds) + 1);
  for (let i = first; i < series.values.length; i++) {
    if (!Number.isFinite(series.values[i]!)) continue;
    sum += series.values[i]!;
    count += 1;
  }
  return count > 0 ? sum / count : NaN;
}
