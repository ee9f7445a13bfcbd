import type { FeatureRows } from '../core/anomaly.ts';
import type { RegularSeries } from '../core/series.ts';
import type { Signal } from '../core/signal.ts';
import { costPerRequest } from './costPerRequest.ts';
import { featureColumns, parseColumn } from './featureColumns.ts';
import { seasonalDeviation } from './seasonalDeviation.ts';
import { shortTermChange } from './shortTermChange.ts';
import { SIGNAL_FLOORS } from './signalFloors.ts';

/** Signals of one service or of one of its instances, all on one grid (start, step and length alike). */
export type SignalSeries = ReadonlyMap<Signal, RegularSeries>;

/** Feature rows and where they come from. */
export interface FeatureTable {
  readonly rows: FeatureRows;
  /** Unix seconds of each row. */
  readonly timestampsSeconds: Float64Array;
}

/**
 * Feature rows of all times at which at least half of the columns are known (see featureColumns for what they are); a
 * column that is not is 0, the usual. The first day gives no rows: what is usual is not yet known.
 *
 * @param signals series of one grid; a RangeError where they differ
 * @param stepsPerDay steps in a day of the watched service
 * @param fromIndex first index of the series for which a row is wanted
 */
export function featureRows(signals: SignalSeries, stepsPerDay: number, fromIndex = 0): FeatureTable {
  const grid = commonGrid(signals);
  const columns = featureColumns(signals.keys());
  const features = columns.map((column) => columnValues(signals, column, stepsPerDay, fromIndex));
  const kept: number[] = [];
  for (let i = Math.max(0, fromIndex); i < grid.length; i++) {
    const known = features.reduce((count, feature) => count + (Number.isFinite(feature[i]!) ? 1 : 0), 0);
    if (known > 0 && known * 2 >= columns.length) kept.push(i);
  }
  const values = new Float64Array(kept.length * columns.length);
  kept.forEach((index, row) => {
    features.forEach((feature, c) => {
      const value = feature[index]!;
      values[row * columns.length + c] = Number.isFinite(value) ? Math.asinh(value) : 0;
    });
  });
  return {
    rows: { columns, count: kept.length, values },
    timestampsSeconds: Float64Array.from(kept, (index) => grid.startSeconds + index * grid.stepSeconds),
  };
}

function columnValues(signals: SignalSeries, column: string, stepsPerDay: number, fromIndex: number): Float64Array {
  const { signal, aspect } = parseColumn(column);
  const values = valuesOf(signals, signal);
  const floor = SIGNAL_FLOORS[signal];
  if (aspect === 'level') return values.map((value) => value / floor);
  if (aspect === 'season') return seasonalDeviation(values, stepsPerDay, floor, fromIndex);
  if (aspect === 'change') return shortTermChange(values, stepsPerDay, floor, fromIndex);
  const requests = valuesOf(signals, 'requests_per_second');
  const cost = costPerRequest(values, requests);
  return seasonalDeviation(cost, stepsPerDay, floor / Math.max(meanOf(requests), 1), fromIndex);
}

function valuesOf(signals: SignalSeries, signal: Signal): Float64Array {
  return signals.get(signal)?.values ?? new Float64Array();
}

function meanOf(values: Float64Array): number {
  const known = values.filter((value) => Number.isFinite(value));
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : 0;
}

function commonGrid(signals: SignalSeries): { startSeconds: number; stepSeconds: number; length: number } {
  let grid: { startSeconds: number; stepSeconds: number; length: number } | null = null;
  for (const [signal, series] of signals) {
    const own = { startSeconds: series.startSeconds, stepSeconds: series.stepSeconds, length: series.values.length };
    grid ??= own;
    if (own.startSeconds !== grid.startSeconds || own.stepSeconds !== grid.stepSeconds || own.length !== grid.length) {
      throw new RangeError(
        `${signal} starts at ${own.startSeconds} with ${own.length} steps of ${own.stepSeconds} s; ` +
          `the other signals start at ${grid.startSeconds} with ${grid.length} steps of ${grid.stepSeconds} s`,
      );
    }
  }
  return grid ?? { startSeconds: 0, stepSeconds: 1, length: 0 };
}
