import { readFile } from 'node:fs/promises';
import type { MetricTotals, TrendTotals } from '../../../../core/loadDriver.ts';

/** What the wrapper wrote of a threshold (k6-extension-scripts/src/lib/userSummary.ts). */
export interface ThresholdResult {
  readonly metric: string;
  readonly threshold: string;
  readonly ok: boolean;
  readonly values: Readonly<Record<string, number>>;
}

interface SummaryMetric {
  readonly type: string;
  readonly values: Readonly<Record<string, number>>;
}

/** What one process of k6 told at its end. */
export interface K6Summary {
  readonly thresholds: readonly ThresholdResult[];
  readonly totals: Readonly<Record<string, MetricTotals>>;
  /** Null where it made no request. */
  readonly latencySeconds: TrendTotals | null;
}

/** @param unit what one of k6's values is in the unit wanted: 0.001 makes milliseconds seconds */
function trendTotals(values: Readonly<Record<string, number>>, unit: number): TrendTotals {
  const percentiles = Object.entries(values).flatMap(([name, value]): [number, number][] => {
    const percentile = /^p\(([\d.]+)\)$/.exec(name)?.[1];
    return percentile === undefined ? [] : [[Number(percentile) / 100, value * unit]];
  });
  const edges: [number, number][] = [
    [0, (values['min'] ?? 0) * unit],
    [1, (values['max'] ?? 0) * unit],
  ];
  return {
    kind: 'trend',
    count: values['count'] ?? 0,
    mean: (values['avg'] ?? 0) * unit,
    quantiles: [...edges, ...percentiles].sort(([a], [b]) => a - b),
  };
}

function totalsOf({ type, values }: SummaryMetric): MetricTotals {
  const trues = values['passes'] ?? 0;
  if (type === 'trend') return trendTotals(values, 1);
  if (type === 'rate') return { kind: 'rate', trues, count: trues + (values['fails'] ?? 0) };
  if (type === 'gauge') return { kind: 'gauge', value: values['value'] ?? 0 };
  return { kind: 'counter', count: values['count'] ?? 0, perSecond: values['rate'] ?? 0 };
}

/** Reads what the wrapper wrote; null where k6 ended without a summary. */
export async function readK6Summary(file: string): Promise<K6Summary | null> {
  try {
    const { thresholds, metrics, latency } = JSON.parse(await readFile(file, 'utf8')) as {
      thresholds: ThresholdResult[];
      metrics: Record<string, SummaryMetric>;
      latency: SummaryMetric | null;
    };
    return {
      thresholds,
      totals: Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, totalsOf(metric)])),
      latencySeconds: latency === null ? null : trendTotals(latency.values, 0.001),
    };
  } catch {
    // It was killed, or crashed, before it could write one.
    return null;
  }
}
