import { renderMetrics } from '../../exporter/src/metrics/renderMetrics.ts';
import { fullMetricsInput } from '../../exporter/src/metrics/testdata/fullMetricsInput.ts';

/** A family of `/metrics`, as its page tells it. */
export interface MetricFamily {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  /** Label names in the order of the page, without those that a service's configuration passes through. */
  readonly labels: readonly string[];
}

const LABEL = /([A-Za-z_]\w*)="(?:[^"\\]|\\.)*"/g;

/** Families of a page in Prometheus' text format 0.0.4, in its order. `passedThrough`: labels that are left out. */
export function readFamilies(page: string, passedThrough: ReadonlySet<string>): MetricFamily[] {
  return page
    .split(/^(?=# HELP )/m)
    .filter((block) => block.startsWith('# HELP '))
    .map((block) => {
      const [helpLine = '', typeLine = '', ...samples] = block.trim().split('\n');
      const [, name = '', help = ''] = /^# HELP (\S+) (.*)$/.exec(helpLine) ?? [];
      const type = typeLine.split(' ')[3] ?? '';
      const names = samples.flatMap((sample) => [...sample.matchAll(LABEL)].map(([, label]) => label ?? ''));
      return { name, type, help, labels: [...new Set(names)].filter((label) => !passedThrough.has(label)) };
    });
}

/** Every family that the exporter has, from a picture in which nothing is missing. */
export async function metricFamilies(): Promise<MetricFamily[]> {
  const input = fullMetricsInput();
  const passedThrough = new Set(input.services.flatMap(({ labels }) => Object.keys(labels)));
  return readFamilies(await renderMetrics(input), passedThrough);
}
