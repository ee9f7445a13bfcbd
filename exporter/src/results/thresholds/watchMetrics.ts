import type { Histogram } from '../../core/histogram.ts';
import { mergeHistograms } from '../../core/histogram.ts';
import type { WatchedMetric } from '../../core/loadDriver.ts';
import type { PushedSeries } from '../remoteWrite/writeRequest.ts';
import { seriesKey } from '../seriesKey.ts';
import type { MetricSelector } from './metricSelector.ts';
import { hasTags, parseMetricSelector } from './metricSelector.ts';

/** Names under which k6 pushes a metric, by its kind (output prometheusrw, MapPrompb); times become seconds. */
const HISTOGRAM_UNITS = [
  ['', 1],
  ['_bytes', 1],
  ['_seconds', 1000],
] as const;
const REQUESTS = 'k6_http_reqs_total';

/** Follows metrics of one k6 process. */
export interface MetricWatch {
  take(pushed: readonly PushedSeries[]): Readonly<Record<string, WatchedMetric>>;
}

type Latest = ReadonlyMap<string, PushedSeries>;

/** The newest series of a metric's name that have its tags. Samples of setup, teardown and the gate's asking do not count. */
function seriesOf(latest: Latest, name: string, selector: MetricSelector): PushedSeries[] {
  return [...latest.values()].filter(
    (one) => one.name === name && one.labels['loadstar'] === 'load' && hasTags(one.labels, selector),
  );
}

/**
 * k6 pushes the ratio alone, not what it is a ratio of. Failed requests can be weighed by the count of requests with the
 * same labels; all other rates are known to lie between those of their series.
 */
function rateOf(rates: readonly PushedSeries[], latest: Latest): WatchedMetric {
  const ratios = rates.map(({ value }) => value ?? 0);
  const counts = rates.map(({ name, labels }) =>
    name === 'k6_http_req_failed_rate' ? latest.get(seriesKey({ name: REQUESTS, labels }))?.value : undefined,
  );
  const known = counts.filter((count): count is number => typeof count === 'number');
  const count = known.reduce((sum, one) => sum + one, 0);
  if (known.length < rates.length || count === 0) {
    return { kind: 'rate', lowest: Math.min(...ratios), highest: Math.max(...ratios), count: null };
  }
  const ratio = ratios.reduce((sum, one, i) => sum + one * (known[i] ?? 0), 0) / count;
  return { kind: 'rate', lowest: ratio, highest: ratio, count };
}

function watched(latest: Latest, selector: MetricSelector): WatchedMetric | null {
  const base = `k6_${selector.metric}`;
  const counters = seriesOf(latest, `${base}_total`, selector);
  if (counters.length > 0) return { kind: 'counter', count: counters.reduce((sum, one) => sum + (one.value ?? 0), 0) };
  const rates = seriesOf(latest, `${base}_rate`, selector);
  if (rates.length > 0) return rateOf(rates, latest);
  for (const [suffix, unit] of HISTOGRAM_UNITS) {
    const histograms = seriesOf(latest, base + suffix, selector)
      .map(({ histogram }) => histogram)
      .filter((one): one is Histogram => one !== null);
    if (histograms.length > 0) return { kind: 'trend', histogram: mergeHistograms(histograms), unit };
  }
  const gauge = [...latest.values()].findLast((one) => one.name === base && hasTags(one.labels, selector));
  return gauge === undefined ? null : { kind: 'gauge', value: gauge.value ?? 0 };
}

/**
 * Follows the metrics that thresholds speak of, from what one k6 process pushes. A metric without a sample yet is left out.
 *
 * @param names of metrics, with selectors of tags where only some of their samples are meant
 */
export function createMetricWatch(names: readonly string[]): MetricWatch {
  const selectors = names.map((name) => [name, parseMetricSelector(name)] as const);
  const bases = selectors.flatMap(([, selector]) => (selector === null ? [] : [`k6_${selector.metric}`]));
  const latest = new Map<string, PushedSeries>();
  const isOf = (name: string): boolean => name === REQUESTS || bases.some((base) => name.startsWith(base));
  return {
    take: (pushed) => {
      for (const series of pushed) {
        if (names.length === 0 || !isOf(series.name)) continue;
        // A staleness marker says nothing new.
        if (series.value !== null || series.histogram !== null) latest.set(seriesKey(series), series);
      }
      const found = selectors.map(([name, selector]) => [name, selector && watched(latest, selector)] as const);
      return Object.fromEntries(found.filter((pair): pair is [string, WatchedMetric] => pair[1] !== null));
    },
  };
}
