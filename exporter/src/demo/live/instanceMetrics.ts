import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { Instance } from '../model/instance.ts';
import { latencyBuckets } from '../model/latencyBuckets.ts';
import type { Measurements } from '../model/measurements.ts';
import type { InstancePlan, RoutePlan } from '../model/shopPlan.ts';
import { SlidingMean } from './slidingMean.ts';

/** Means are over this span: the interval at which the exporter reads, so that live and past values are of one kind. */
const MEAN_SECONDS = 5;

/** Prometheus metrics of one live instance, in a registry of its own. */
export class InstanceMetrics implements Measurements {
  readonly registry = new Registry();
  readonly #cores = new SlidingMean(MEAN_SECONDS);
  readonly #occupancy = new SlidingMean(MEAN_SECONDS);
  readonly #requests: Counter<'method' | 'route' | 'status'>;
  readonly #latency: Histogram<'method' | 'route'>;
  readonly #queries: Histogram;
  readonly #bytes: Counter;

  constructor() {
    const registers = [this.registry];
    this.#requests = new Counter({
      name: 'http_requests_total',
      help: 'Requests answered, refusals included.',
      labelNames: ['method', 'route', 'status'],
      registers,
    });
    this.#latency = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from a request to the last byte of its answer.',
      labelNames: ['method', 'route'],
      buckets: [...latencyBuckets],
      registers,
    });
    this.#queries = new Histogram({
      name: 'db_query_duration_seconds',
      help: 'Time that database queries took.',
      buckets: [...latencyBuckets],
      registers,
    });
    this.#bytes = new Counter({
      name: 'shop_network_bytes_total',
      help: 'Bytes of the bodies of answers sent.',
      registers,
    });
  }

  request(route: RoutePlan, status: number, latencySeconds: number, bodyBytes: number): void {
    const labels = { method: route.method, route: route.path };
    this.#requests.inc({ ...labels, status: String(status) });
    this.#latency.observe(labels, latencySeconds);
    this.#bytes.inc(bodyBytes);
  }

  query(seconds: number): void {
    this.#queries.observe(seconds);
  }

  /** Adds the gauges of an instance; they are read when scraped. */
  watch(instance: Instance): void {
    const { plan } = instance;
    this.#gauge('shop_cpu_ratio', 'Share of the cores in use, mean of the last 5 s.', () =>
      Math.min(1, this.#cores.value / plan.cores),
    );
    this.#gauge(
      'shop_saturation_ratio',
      'Requests worked on or waiting over worker slots, mean of the last 5 s; above 1 requests wait.',
      () => this.#occupancy.value / plan.slots,
    );
    this.#gauge('shop_queue_length', 'Requests that wait for a worker slot.', () => instance.queueLength);
    this.#gauge('shop_memory_bytes', 'Memory in use.', () => instance.memoryBytes());
    this.#gauge('shop_memory_limit_bytes', 'Memory that may be used.', () => plan.memory.limitBytes);
    this.#buildInfo(plan);
  }

  /** Takes a reading for the means; called about once a second. */
  sample(instance: Instance, nowSeconds: number): void {
    this.#cores.read(instance.coreSeconds, nowSeconds);
    this.#occupancy.read(instance.occupancySeconds(), nowSeconds);
  }

  #gauge(name: string, help: string, read: () => number): void {
    const registers = [this.registry];
    const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
  }

  #buildInfo(plan: InstancePlan): void {
    const gauge = new Gauge({
      name: 'build_info',
      help: 'Always 1; the version that runs.',
      labelNames: ['version'],
      registers: [this.registry],
    });
    gauge.set({ version: plan.version }, 1);
  }
}
