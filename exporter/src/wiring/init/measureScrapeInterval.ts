import type { PrometheusClient } from '../../sources/prometheus/prometheusClient.ts';
import { matcher } from './signalExpressions.ts';

/**
 * How often a counter is scraped: the median distance of its samples in the last hour, in whole seconds; null where it
 * has too few.
 * @param selector selects it, e.g. `http_requests_total{job="a"}`
 */
export async function measureScrapeInterval(
  client: PrometheusClient,
  selector: string,
  nowSeconds: number,
): Promise<number | null> {
  const { signal } = new AbortController();
  const [first] = await client.query(`topk(1, ${selector})`, nowSeconds, signal);
  if (first === undefined) return null;
  const { __name__: name = '', ...labels } = first.metric;
  const exact = Object.entries(labels).map(([label, value]) => matcher(label, value));
  const [samples] = await client.query(`${name}{${exact.join(',')}}[1h]`, nowSeconds, signal);
  const times = samples?.points.map(([seconds]) => seconds) ?? [];
  const gaps = times.slice(1).map((t, i) => t - (times[i] ?? t));
  const median = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
  return median === undefined || median <= 0 ? null : Math.min(600, Math.max(1, Math.round(median)));
}
