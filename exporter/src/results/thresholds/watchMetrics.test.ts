import { expect, test } from 'vitest';
import type { PushedSeries } from '../remoteWrite/writeRequest.ts';
import { histogramOf } from '../testdata/arbitraryWindow.ts';
import { createMetricWatch } from './watchMetrics.ts';

const series = (name: string, value: number | null, labels: Record<string, string> = {}): PushedSeries => ({
  name,
  labels: { loadstar: 'load', ...labels },
  value,
  histogram: null,
});
const trend = (name: string, values: readonly number[], labels: Record<string, string> = {}): PushedSeries => ({
  ...series(name, null, labels),
  histogram: histogramOf(values),
});

test('counters add up over their labels, selected by tags, and stay as last told', () => {
  const watch = createMetricWatch(['jobs', 'jobs{kind:a}']);
  watch.take([series('k6_jobs_total', 3, { kind: 'a' }), series('k6_jobs_total', 4, { kind: 'b' })]);
  expect(watch.take([series('k6_jobs_total', 5, { kind: 'b' })])).toEqual({
    jobs: { kind: 'counter', count: 8 },
    'jobs{kind:a}': { kind: 'counter', count: 3 },
  });
});

test('thinned iterations and setup do not count, and a staleness marker says nothing', () => {
  const watch = createMetricWatch(['jobs']);
  watch.take([
    series('k6_jobs_total', 3),
    series('k6_jobs_total', 9, { loadstar: 'skip' }),
    { ...series('k6_jobs_total', 9), labels: { group: '::setup' } },
  ]);
  expect(watch.take([series('k6_jobs_total', null)])).toEqual({ jobs: { kind: 'counter', count: 3 } });
});

test.each([
  ['k6_m', 1],
  ['k6_m_bytes', 1],
  ['k6_m_seconds', 1000],
])('a trend is known by its histogram: %s', (name, unit) => {
  const told = createMetricWatch(['m']).take([trend(name, [1], { a: '1' }), trend(name, [2], { a: '2' })]);
  expect(told).toEqual({ m: { kind: 'trend', histogram: histogramOf([1, 2]), unit } });
});

test('failed requests weigh by the requests with the same labels', () => {
  const told = createMetricWatch(['http_req_failed']).take([
    series('k6_http_req_failed_rate', 0, { status: '200' }),
    series('k6_http_req_failed_rate', 1, { status: '500' }),
    series('k6_http_reqs_total', 75, { status: '200' }),
    series('k6_http_reqs_total', 25, { status: '500' }),
  ]);
  expect(told).toEqual({ http_req_failed: { kind: 'rate', lowest: 0.25, highest: 0.25, count: 100 } });
});

test('other rates are known to their extremes', () => {
  const told = createMetricWatch(['checks']).take([
    series('k6_checks_rate', 0.5, { check: 'a' }),
    series('k6_checks_rate', 0.9, { check: 'b' }),
  ]);
  expect(told).toEqual({ checks: { kind: 'rate', lowest: 0.5, highest: 0.9, count: null } });
});

test('a gauge is what was told last, in an iteration or not', () => {
  const watch = createMetricWatch(['vus']);
  watch.take([{ ...series('k6_vus', 4), labels: {} }]);
  expect(watch.take([{ ...series('k6_vus', 6), labels: {} }])).toEqual({ vus: { kind: 'gauge', value: 6 } });
});

test('metrics of which nothing came, or that nobody asked for, are left out', () => {
  expect(createMetricWatch(['jobs']).take([series('k6_other_total', 3)])).toEqual({});
});
