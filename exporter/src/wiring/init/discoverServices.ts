import type { Signal } from '../../core/signal.ts';
import type { AnsweredSeries } from '../../sources/prometheus/prometheusAnswer.ts';
import type { PrometheusClient } from '../../sources/prometheus/prometheusClient.ts';
import { REQUEST_FAMILIES } from './requestFamilies.ts';
import type { RequestFamily } from './requestFamilies.ts';
import { matcher, processExpressions, requestExpressions } from './signalExpressions.ts';
import type { SignalExpressions } from './signalExpressions.ts';

/** A service that the server seems to have, with expressions that might give its signals. */
export interface FoundService {
  /** As the server names it. */
  readonly name: string;
  /** What it was found by, e.g. `http_requests_total of job="checkout"`. */
  readonly foundBy: string;
  /** Selects one of its counters, to see how often it is scraped. */
  readonly sampleSelector: string;
  readonly expressions: readonly SignalExpressions[];
}

/** What a server has. */
export interface Discovery {
  readonly services: readonly FoundService[];
  /** Jobs of which only the process is measured. */
  readonly processOnly: readonly string[];
}

type Ask = (expression: string) => Promise<AnsweredSeries[]>;

/** Services counted by one family: name, the label that names it, and the label that holds the status. */
async function servicesOf(family: RequestFamily, ask: Ask): Promise<FoundService[]> {
  const labels = [...new Set([...family.groupLabels, ...family.statusLabels, 'job'])].join(', ');
  const series = await ask(`count by (${labels}) (${family.counter}{${family.matchers}})`);
  const groupLabel = family.groupLabels.find((label) => series.some(({ metric }) => (metric[label] ?? '') !== ''));
  if (groupLabel === undefined) return [];
  const names = new Set(series.map(({ metric }) => metric[groupLabel] ?? '').filter((name) => name !== ''));
  return [...names].map((name) => {
    const own = series.filter(({ metric }) => metric[groupLabel] === name);
    const statusLabel =
      family.statusLabels.find((label) => own.some(({ metric }) => /^[1-5]\d\d$/.test(metric[label] ?? ''))) ?? null;
    const selector = [family.matchers, matcher(groupLabel, name)].filter((text) => text !== '').join(',');
    return {
      name,
      foundBy: `${family.counter} of ${matcher(groupLabel, name)}`,
      sampleSelector: `${family.counter}{${selector}}`,
      expressions: [
        requestExpressions(family, selector, statusLabel),
        ...(groupLabel === 'job' ? [processExpressions(selector)] : []),
      ],
    };
  });
}

/** Looks for the usual metrics of HTTP services; jobs of which only processes are measured count where there are no others. */
export async function discoverServices(client: PrometheusClient, nowSeconds: number): Promise<Discovery> {
  const signal = new AbortController().signal;
  const ask: Ask = (expression) => client.query(expression, nowSeconds, signal);
  const found = new Map<string, FoundService>();
  for (const family of REQUEST_FAMILIES) {
    for (const service of await servicesOf(family, ask)) {
      // The first family that knows a service is the one that is used.
      if (!found.has(service.name)) found.set(service.name, service);
    }
  }
  const processes = await ask('count by (job) (process_cpu_seconds_total)');
  const jobs = processes.map(({ metric }) => metric['job'] ?? '').filter((job) => job !== '' && !found.has(job));
  if (found.size > 0) return { services: [...found.values()], processOnly: jobs };
  return {
    services: jobs.map((job) => ({
      name: job,
      foundBy: `process_cpu_seconds_total of ${matcher('job', job)}`,
      sampleSelector: `process_cpu_seconds_total{${matcher('job', job)}}`,
      expressions: [processExpressions(matcher('job', job))],
    })),
    processOnly: [],
  };
}

/** All expressions of a service by signal; the first that names a signal stands. */
export function mergedExpressions(service: FoundService, level: 'service' | 'instances'): [Signal, string][] {
  const merged = new Map<Signal, string>();
  for (const expressions of service.expressions) {
    for (const [signal, expression] of Object.entries(expressions[level]) as [Signal, string][]) {
      if (!merged.has(signal)) merged.set(signal, expression);
    }
  }
  return [...merged];
}
