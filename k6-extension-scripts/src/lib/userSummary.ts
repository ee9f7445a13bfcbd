import { SHARED_METRICS, loadMetric, userMetric } from './loadMetrics.ts';

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

/** The summary as if only the iterations that worked had run, and nobody had asked a gate. */
export function userSummary(summary: Summary): Summary {
  const metrics: Record<string, SummaryMetric> = {};
  const hasSockets = (summary.metrics[loadMetric('ws_sessions')]?.values['count'] ?? 0) > 0;
  for (const [name, metric] of Object.entries(summary.metrics)) {
    const ownName = userMetric(name);
    if (SHARED_METRICS.includes(name)) continue;
    if (ownName.startsWith('ws_') && !hasSockets) continue;
    metrics[ownName] = metric;
  }
  return { ...summary, metrics };
}

/** All thresholds of a summary. */
export function thresholdResults(summary: Summary): ThresholdResult[] {
  return Object.entries(summary.metrics).flatMap(([metric, { thresholds = {}, values }]) =>
    Object.entries(thresholds).map(([threshold, { ok }]) => ({ metric, threshold, ok, values })),
  );
}
