import { isSignal, SIGNALS, type Signal } from '../core/signal.ts';
import { COST_SIGNALS } from './costPerRequest.ts';

/**
 * What is looked at of a signal. `season`: deviation from what is usual at this time of day. `change`: jump against the
 * last quarter of an hour. `per_request`: like `season`, of the signal divided by requests per second. Each of these is
 * asinh(deviation / usual deviation), which is linear near 0 and logarithmic far out. `level`: asinh(value / least
 * value that matters), for signals whose level is good or bad in itself, whatever the season; models compare it with
 * all of the past.
 */
export const ASPECTS = ['season', 'change', 'per_request', 'level'] as const;
export type Aspect = (typeof ASPECTS)[number];

/**
 * Signals whose level alone says something. Demand and what follows it (memory, network, disk) are judged by season and
 * cost only.
 */
export const LEVEL_SIGNALS: readonly Signal[] = [
  'latency_seconds',
  'error_ratio',
  'cpu_ratio',
  'saturation_ratio',
  'query_seconds',
];

/** Columns for the signals at hand, in the vocabulary's order: `<signal>.<aspect>`. */
export function featureColumns(signals: Iterable<Signal>): string[] {
  const given = new Set(signals);
  const columns: string[] = [];
  for (const signal of SIGNALS) {
    if (!given.has(signal)) continue;
    columns.push(`${signal}.season`, `${signal}.change`);
    if (LEVEL_SIGNALS.includes(signal)) columns.push(`${signal}.level`);
    if (COST_SIGNALS.includes(signal) && given.has('requests_per_second')) columns.push(`${signal}.per_request`);
  }
  return columns;
}

/** The signal and aspect that a column is about; a RangeError for other names. */
export function parseColumn(column: string): { signal: Signal; aspect: Aspect } {
  const [signal = '', aspect = ''] = column.split('.');
  const known = ASPECTS.find((name) => name === aspect);
  if (!isSignal(signal) || known === undefined) {
    throw new RangeError(`"${column}" is no feature column: expected <signal>.<${ASPECTS.join('|')}>`);
  }
  return { signal, aspect: known };
}

/** Shares of columns (one row of a model's contributions) added up per signal; they sum to 1 as the row does. */
export function contributionsBySignal(columns: readonly string[], shares: Float64Array): Map<Signal, number> {
  const bySignal = new Map<Signal, number>();
  columns.forEach((column, c) => {
    const { signal } = parseColumn(column);
    bySignal.set(signal, (bySignal.get(signal) ?? 0) + shares[c]!);
  });
  return bySignal;
}
