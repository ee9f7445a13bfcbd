import { exposeAnomaly } from './anomaly.ts';
import { exposeClusters } from './clusters.ts';
import { exposeExporter } from './exporter.ts';
import { Exposition } from './exposition.ts';
import { exposeForecast } from './forecast.ts';
import type { MetricsInput } from './metricsInput.ts';
import { exposeModels } from './models.ts';
import { exposeProcess } from './process.ts';
import { exposeRunners } from './runners.ts';
import { exposeRuns } from './runs.ts';
import { exposeSource } from './sources.ts';

/**
 * The page of /metrics in Prometheus' text format 0.0.4. Called once for each cycle and when a run changes; a scrape
 * gets the text as it is and computes nothing.
 */
export function renderMetrics(input: MetricsInput): Promise<string> {
  const exposition = new Exposition();
  for (const service of input.snapshot?.services ?? []) {
    exposeForecast(exposition, service);
    exposeAnomaly(exposition, service, input.maxInstances);
    exposeClusters(exposition, service, input);
    exposeModels(exposition, service);
  }
  exposeRuns(exposition, input);
  for (const pool of input.pools) exposeRunners(exposition, pool);
  exposeExporter(exposition, input);
  for (const source of input.snapshot?.sources ?? []) exposeSource(exposition, source);
  exposeProcess(exposition, input.process);
  return exposition.render();
}
