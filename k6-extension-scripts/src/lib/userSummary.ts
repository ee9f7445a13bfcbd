import { LOAD_LATENCY, SHARED_METRICS, loadMetric, userMetric } from './loadMetrics.ts';

/** One metric of k6's end-of-test summary. */
export interface SummaryMetric {
  readonly type: string;
  readonly contains: string;
  readonly values: Readonly<Record<string, number>>;
  readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
}

/** What k6 hands to handleSummary. */
export interface Summary {
  readonly metrics: Readonly<Record<string, SummaryMetric>>;
  readonly [other: string]: unknown;
}

/** A threshold and how it ended. */
export interface ThresholdResult {
  readonly metric: string;
  readonly threshold: string;
  readonly ok: boolean;
  readonly values: Readonly<Record<string, number>>;
}

/** A metric with the statistics that the user's summary has. */
function withStats(metric: SummaryMetric, stats: readonly string[]): SummaryMetric {
  if (metric.type !== 'trend') return metric;
  const values = Object.fromEntries(Object.entries(metric.values).filter(([name]) => stats.includes(name)));
  return { ...metric, values };
}

/**
 * The summary as if only the iterations that worked had run, and nobody had asked a gate.
 *
 * @param stats of trends that the user's summary has
 */
export function userSummary(summary: Summary, stats: readonly string[]): Summary {
  const metrics: Record<string, SummaryMetric> = {};
  const hasSockets = (summary.metrics[loadMetric('ws_sessions')]?.values['count'] ?? 0) > 0;
  for (const [name, metric] of Object.entries(summary.metrics)) {
    const ownName = userMetric(name);
    if (SHARED_METRICS.includes(name) || name === LOAD_LATENCY) continue;
    if (ownName.startsWith('ws_') && !hasSockets) continue;
    metrics[ownName] = withStats(metric, stats);
  }
  return { ...summary, metrics };
}

/** All thresholds of a summary. */
export function thresholdResults(summary: Summary): ThresholdResult[] {
  return Object.entries(summary.metrics).flatMap(([metric, { thresholds = {}, values }]) =>
    Object.entries(thresholds).map(([threshold, { ok }]) => ({ metric, threshold, ok, values })),
  );
}

/** The same metric and tags written in another order, or with blanks, have one key. */
function metricKey(name: string): string {
  const [, metric = '', filter = ''] = /^([^{]*)(?:\{(.*)\})?\s*$/.exec(name) ?? [];
  const tags = filter.split(',').map((tag) => tag.replace(/["'\s]/g, ''));
  return JSON.stringify([metric.trim(), ...tags.filter((tag) => tag !== '').sort()]);
}

/** Metrics by the names under which the user's thresholds speak of them; those without a sample are left out. */
export function thresholdMetrics(summary: Summary, names: readonly string[]): Record<string, SummaryMetric> {
  const found = new Map(Object.entries(summary.metrics).map(([name, metric]) => [metricKey(name), metric]));
  return Object.fromEntries(
    names.flatMap((name) => {
      const metric = found.get(metricKey(loadMetric(name)));
      return metric === undefined ? [] : [[name, metric] as const];
    }),
  );
}
