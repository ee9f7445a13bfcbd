import { expect, test } from 'vitest';
import type { Histogram } from '../core/histogram.ts';
import { createK6Samples } from './k6Samples.ts';
import type { PushedSeries } from './remoteWrite/writeRequest.ts';
import { histogramOf } from './testdata/arbitraryWindow.ts';

const requests = (latencies: readonly number[], labels: Record<string, string> = {}): PushedSeries => ({
  name: 'k6_http_req_duration_seconds',
  labels: { loadstar: 'load', expected_response: 'true', ...labels },
  value: null,
  histogram: histogramOf(latencies),
});
const counter = (name: string, value: number | null, labels: Record<string, string> = {}): PushedSeries => ({
  name,
  labels,
  value,
  histogram: null,
});

test('counts what was added since the last push, series by series', () => {
  const samples = createK6Samples();
  samples.take([requests([1, 2]), requests([3], { method: 'POST' })], 1);
  const window = samples.take([requests([1, 2, 4]), requests([3, 3, 3], { method: 'POST' })], 2);
  expect(window).toMatchObject({ timestampSeconds: 2, requests: 3 });
  expect(window.latency).toEqual(histogramOf([4, 3, 3]));
});

test('a series that is not sent again has gained nothing', () => {
  const samples = createK6Samples();
  samples.take([requests([1]), requests([1], { method: 'POST' })], 1);
  expect(samples.take([requests([1, 1])], 2).requests).toBe(1);
  expect(samples.take([requests([1, 2], { method: 'POST' })], 3).requests).toBe(1);
});

test('labels in another order are the same series', () => {
  const samples = createK6Samples();
  samples.take([requests([1], { a: '1', b: '2' })], 1);
  const { name, value, histogram } = requests([1]);
  const labels = { b: '2', a: '1', expected_response: 'true', loadstar: 'load' };
  expect(samples.take([{ name, labels, value, histogram }], 2).requests).toBe(0);
});

test('failed and refused requests are told apart, and the refused are no requests', () => {
  const failed = requests([1, 1], { expected_response: 'false', status: '500' });
  const refused = requests([0, 0, 0], { expected_response: 'false', error_code: '1110' });
  const window = createK6Samples().take([requests([1]), failed, refused], 1);
  expect(window).toMatchObject({ requests: 3, errors: 2, refused: 3 });
});

test('thinned iterations, the gate and setup do not count', () => {
  const window = createK6Samples().take(
    [
      requests([1], { loadstar: 'skip' }),
      requests([1], { loadstar: 'gate' }),
      { ...requests([1]), labels: { group: '::setup' } },
      counter('k6_iterations_total', 900, { loadstar: 'skip' }),
      counter('k6_iterations_total', 100, { loadstar: 'load' }),
      counter('k6_http_reqs_total', 5, { loadstar: 'load' }),
    ],
    1,
  );
  expect(window).toMatchObject({ requests: 0, iterations: 100 });
});

test('VUs stay as last told; dropped iterations are counted; a staleness marker is no count', () => {
  const samples = createK6Samples();
  const first = samples.take([counter('k6_vus', 4), counter('k6_dropped_iterations_total', 3, { scenario: 'a' })], 1);
  expect(first).toMatchObject({ vus: 4, droppedIterations: 3 });
  const second = samples.take(
    [counter('k6_vus', null), counter('k6_dropped_iterations_total', null, { scenario: 'a' })],
    2,
  );
  expect(second).toMatchObject({ vus: 4, droppedIterations: 0 });
});

test('the sum of all spans is the last state', () => {
  const samples = createK6Samples();
  const states: Histogram[] = [];
  for (let i = 1; i <= 20; i++) {
    const state = requests(Array.from({ length: i * i }, (_, j) => 0.001 * (j + 1)));
    states.push(samples.take([state], i).latency);
  }
  expect(states.reduce((sum, one) => sum + one.count, 0)).toBe(400);
});
