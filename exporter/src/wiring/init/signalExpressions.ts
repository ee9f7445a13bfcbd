import type { Signal } from '../../core/signal.ts';
import type { RequestFamily } from './requestFamilies.ts';

/** Expressions of one service: what might give its signals; whether they do is asked of the server. */
export interface SignalExpressions {
  readonly service: Readonly<Partial<Record<Signal, string>>>;
  readonly instances: Readonly<Partial<Record<Signal, string>>>;
}

/** A matcher in PromQL. */
export function matcher(label: string, value: string): string {
  return `${label}=${JSON.stringify(value)}`;
}

/** Share of one core and memory of processes, as every client library exposes them. `selector` within the braces. */
export function processExpressions(selector: string): SignalExpressions {
  return {
    service: {
      cpu_ratio: `avg(rate(process_cpu_seconds_total{${selector}}[$__rate_interval]))`,
      memory_bytes: `avg(process_resident_memory_bytes{${selector}})`,
    },
    instances: {
      cpu_ratio: `sum by (instance) (rate(process_cpu_seconds_total{${selector}}[$__rate_interval]))`,
      memory_bytes: `sum by (instance) (process_resident_memory_bytes{${selector}})`,
    },
  };
}

/** Requests, errors and durations of a service that a family counts. */
export function requestExpressions(
  family: RequestFamily,
  selector: string,
  statusLabel: string | null,
): SignalExpressions {
  const rate = (extra = '', by = ''): string =>
    `sum${by} (rate(${family.counter}{${selector}${extra}}[$__rate_interval]))`.replace('sum (', 'sum(');
  const latency = (by: string): string => {
    const buckets = `sum by (${by}) (rate(${String(family.histogram)}_bucket{${selector}}[$__rate_interval]))`;
    const scale = family.histogramSeconds === 1 ? '' : ` * ${family.histogramSeconds}`;
    return `histogram_quantile(0.95, ${buckets})${scale}`;
  };
  // Without any failed request there is no series of them: that is a ratio of 0, not an unknown one.
  const failed = statusLabel === null ? null : `,${statusLabel}=~"5.."`;
  return {
    service: {
      requests_per_second: rate(),
      ...(family.histogram !== null && { latency_seconds: latency('le') }),
      ...(failed !== null && { error_ratio: `(${rate(failed)} or vector(0)) / ${rate()}` }),
    },
    instances: {
      requests_per_second: rate('', ' by (instance)'),
      ...(family.histogram !== null && { latency_seconds: latency('instance, le') }),
    },
  };
}
