import type { RunRecord } from '../core/runState.ts';
import type { Exposition } from './exposition.ts';
import { latencyBuckets } from './latencyBuckets.ts';
import type { MetricsInput, RunFigures } from './metricsInput.ts';
import { serviceLabelsByName } from './serviceLabels.ts';

const TEST_INFO = 'loadstar_test_info';
const RUN_ACTIVE = 'loadstar_run_active';
const RUN_TARGET = 'loadstar_run_target_requests_per_second';
const RUN_ACTUAL = 'loadstar_run_actual_requests_per_second';
const RUN_LATENCY = 'loadstar_run_latency_seconds';
const RUN_REQUESTS_TOTAL = 'loadstar_run_requests_total';
const RUN_ERRORS_TOTAL = 'loadstar_run_errors_total';
const RUNS_TOTAL = 'loadstar_runs_total';

/** Seconds over which the actual rate is averaged: single seconds jitter by the requests that fall on either side. */
const RATE_SECONDS = 3;

/**
 * Tests, the newest run of each, and how finished runs ended. Runs carry no id: they follow one another on one series.
 */
export function exposeRuns(exposition: Exposition, input: MetricsInput): void {
  for (const { name: test, service, driver } of input.tests) {
    const labels = { ...serviceLabelsByName(input, service), test };
    const run = input.runs.find(({ record }) => record.test === test);
    const active = run !== undefined && run.record.state !== 'finished';
    exposition.gauge(TEST_INFO, 'A configured load test and its driver; always 1.', { ...labels, driver }, 1);
    exposition.gauge(RUN_ACTIVE, 'Whether a run of the test is under way: 1 or 0.', labels, active ? 1 : 0);
    if (run !== undefined) exposeRun(exposition, run, labels, active);
  }
  for (const { test, verdict, count } of input.runsTotal) {
    const service = input.tests.find(({ name }) => name === test)?.service;
    const labels = { ...(service === undefined ? {} : serviceLabelsByName(input, service)), test, verdict };
    exposition.counter(RUNS_TOTAL, 'Finished runs since the start, by verdict.', labels, count);
  }
}

function exposeRun(exposition: Exposition, run: RunFigures, labels: Record<string, string>, active: boolean): void {
  const { record, latency } = run;
  if (active) {
    const targetHelp = 'Requests per second that the run is steered to.';
    exposition.gauge(RUN_TARGET, targetHelp, labels, record.targetRequestsPerSecond);
    const actualHelp = `Requests per second that the run made, over its last ${RATE_SECONDS} seconds.`;
    exposition.gauge(RUN_ACTUAL, actualHelp, labels, actualRate(record));
  }
  exposition.counter(RUN_REQUESTS_TOTAL, "Requests of the test's newest run.", labels, record.totals.requests);
  exposition.counter(RUN_ERRORS_TOTAL, "Failed requests of the test's newest run.", labels, record.totals.errors);
  if (latency !== null) {
    exposition.histogram(
      RUN_LATENCY,
      "Latency of the requests of the test's newest run.",
      labels,
      latencyBuckets(latency),
    );
  }
}

/** Null before the first second of the run has ended. */
function actualRate(record: RunRecord): number | null {
  const last = record.seconds.slice(-RATE_SECONDS);
  if (last.length === 0) return null;
  return last.reduce((sum, second) => sum + second.requests, 0) / last.length;
}
