import type { Exposition } from './exposition.ts';
import type { MetricsInput } from './metricsInput.ts';
import { serviceLabels } from './serviceLabels.ts';

const BUILD_INFO = 'loadstar_build_info';
const LAST_CYCLE_TIMESTAMP = 'loadstar_last_cycle_timestamp_seconds';
const CYCLE_DURATION = 'loadstar_cycle_duration_seconds';
const SERIES = 'loadstar_series';
const INSTANCES_OMITTED = 'loadstar_instances_omitted';
const DATA_TIMESTAMP = 'loadstar_data_timestamp_seconds';
const DECISIONS_TOTAL = 'loadstar_decisions_total';

/** The exporter itself: its cycles, what it holds, what it decided. */
export function exposeExporter(exposition: Exposition, input: MetricsInput): void {
  const { snapshot, process } = input;
  const build = { version: process.version, node_version: process.nodeVersion };
  exposition.gauge(BUILD_INFO, 'Version of the exporter; always 1.', build, 1);
  for (const [kind, count] of input.decisionsTotal) {
    exposition.counter(DECISIONS_TOTAL, 'Entries of the decision log since the start, by kind.', { kind }, count);
  }
  if (snapshot === null) return;
  const cycleHelp = 'Unix time of the last cycle.';
  exposition.gauge(LAST_CYCLE_TIMESTAMP, cycleHelp, {}, snapshot.cycleTimestampSeconds);
  exposition.gauge(CYCLE_DURATION, 'How long the last cycle took.', {}, snapshot.cycleDurationSeconds);
  exposition.gauge(SERIES, 'Series held in the history.', {}, snapshot.series);
  for (const service of snapshot.services) {
    const labels = serviceLabels(service.name, service.labels);
    const dataHelp = 'Unix time of the newest sample behind the figures of the service.';
    exposition.gauge(DATA_TIMESTAMP, dataHelp, labels, service.dataTimestampSeconds);
    const omittedHelp = 'Instances without figures here, beyond metrics.maxInstances; the API has them all.';
    exposition.gauge(INSTANCES_OMITTED, omittedHelp, labels, service.instancesOmitted);
  }
}
