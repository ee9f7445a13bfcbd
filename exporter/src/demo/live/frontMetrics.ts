import { Counter, Histogram, Registry } from '@prometheus-io/client';
import { latencyBuckets } from '../model/latencyBuckets.ts';

/** Where a request came from: a load test (it says so in a header) or the shop's ordinary traffic. */
export type RequestOrigin = 'test' | 'traffic';

type Labels = 'method' | 'route' | 'origin';

/** What the front counts: the truth about generated load that does not rest on the generator's own word. */
export class FrontMetrics {
  readonly registry = new Registry();
  readonly #received = new Counter<Labels>({
    name: 'http_requests_received_total',
    help: 'Requests that arrived, answered or not.',
    labelNames: ['method', 'route', 'origin'],
    registers: [this.registry],
  });
  readonly #answered = new Counter<Labels | 'status'>({
    name: 'http_requests_total',
    help: 'Requests that ended; status 499 for those whose client went away first.',
    labelNames: ['method', 'route', 'status', 'origin'],
    registers: [this.registry],
  });
  readonly #latency = new Histogram<Labels>({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'origin'],
    buckets: [...latencyBuckets],
    registers: [this.registry],
  });

  /** Counts an arrival. The function it gives counts the end, with the status. */
  received(method: string, route: string, origin: RequestOrigin): (status: number) => void {
    const labels = { method, route, origin };
    const startedMilliseconds = performance.now();
    this.#received.inc(labels);
    return (status) => {
      this.#answered.inc({ ...labels, status: String(status) });
      this.#latency.observe(labels, (performance.now() - startedMilliseconds) / 1000);
    };
  }
}
