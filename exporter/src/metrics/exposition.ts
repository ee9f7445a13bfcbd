import { Counter, Gauge, Registry, type Metric } from '@prometheus-io/client';

/** Labels of one sample. An empty value is the same as no label, in Prometheus and here. */
export type Labels = Readonly<Record<string, string>>;

/** Cumulative counts of a classic histogram. */
export interface ClassicHistogram {
  /** Upper bounds, ascending, without +Inf. */
  readonly bounds: readonly number[];
  /** Observations at or below each bound. */
  readonly cumulative: readonly number[];
  readonly count: number;
  readonly sum: number;
}

interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly samples: Sample[];
}

interface HistogramFamily {
  readonly name: string;
  readonly help: string;
  readonly samples: { readonly labels: Labels; readonly histogram: ClassicHistogram }[];
}

/**
 * Collects the samples of one picture and writes them in Prometheus' text format, with a registry of its own: there is
 * no global one, and nothing of an earlier picture can linger.
 *
 * A family of the client library declares its label names once, while services may have different labels of their own.
 * So samples are collected first and the family is declared with the union of their names; a sample without a label
 * simply does not have it. Values that are not finite are left out: a metric is absent rather than NaN.
 */
export class Exposition {
  readonly #families = new Map<string, Family>();
  readonly #histograms = new Map<string, HistogramFamily>();

  /** Adds a sample of a gauge; null and values that are not finite add nothing. */
  gauge(name: string, help: string, labels: Labels, value: number | null): void {
    this.#add('gauge', name, help, labels, value);
  }

  /** Adds a sample of a counter (its name ends in _total), as it stands; negative values add nothing. */
  counter(name: string, help: string, labels: Labels, value: number | null): void {
    if (value !== null && value < 0) return;
    this.#add('counter', name, help, labels, value);
  }

  /** Adds a classic histogram whose buckets were counted elsewhere. */
  histogram(name: string, help: string, labels: Labels, histogram: ClassicHistogram): void {
    const family = this.#histograms.get(name) ?? { name, help, samples: [] };
    family.samples.push({ labels: withoutEmpty(labels), histogram });
    this.#histograms.set(name, family);
  }

  /** All of it in text format 0.0.4. Families without samples do not appear. */
  render(): Promise<string> {
    const registry = new Registry();
    for (const { name, help, type, samples } of this.#families.values()) {
      const labelNames = [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))];
      const family = { name, help, labelNames, registers: [registry] };
      if (type === 'gauge') {
        const gauge = new Gauge(family);
        for (const { labels, value } of samples) gauge.set(labels, value);
      } else {
        const counter = new Counter(family);
        for (const { labels, value } of samples) counter.inc(labels, value);
      }
    }
    for (const family of this.#histograms.values()) registry.registerMetric(countedHistogram(family));
    return registry.metrics();
  }

  #add(type: Family['type'], name: string, help: string, labels: Labels, value: number | null): void {
    if (value === null || !Number.isFinite(value)) return;
    const family = this.#families.get(name) ?? { name, help, type, samples: [] };
    family.samples.push({ labels: withoutEmpty(labels), value });
    this.#families.set(name, family);
  }
}

/**
 * The library's Histogram only takes observations one by one; these were counted by the load generators. A registry
 * asks a metric for no more than its name, help, type and values.
 */
function countedHistogram(family: HistogramFamily): Metric {
  const { name, help } = family;
  const values = family.samples.flatMap(({ labels, histogram }) => [
    ...histogram.bounds.map((bound, i) => ({
      metricName: `${name}_bucket`,
      labels: { ...labels, le: String(bound) },
      value: histogram.cumulative[i] ?? 0,
    })),
    { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: histogram.count },
    { metricName: `${name}_sum`, labels, value: histogram.sum },
    { metricName: `${name}_count`, labels, value: histogram.count },
  ]);
  const metric = {
    name,
    help,
    type: 'histogram',
    aggregator: 'sum',
    get: () => Promise.resolve({ name, help, type: 'histogram', values }),
  };
  return metric as unknown as Metric;
}

function withoutEmpty(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
}
