import { fullMetricsInput } from '../../exporter/src/metrics/testdata/fullMetricsInput.ts';
import { renderMetrics } from '../../exporter/src/metrics/renderMetrics.ts';

/** Names of the samples that /metrics can show (`_bucket` and the like too), each with the labels seen on it. */
export async function exposedFamilies(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>();
  for (const line of (await renderMetrics(fullMetricsInput())).split('\n')) {
    const [, name, labels = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (name === undefined) continue;
    const known = found.get(name) ?? new Set();
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label);
    found.set(name, known);
  }
  return found;
}
