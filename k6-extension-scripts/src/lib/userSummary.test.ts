import { expect, test } from 'vitest';
import { loadMetric, userMetric } from './loadMetrics.ts';
import { thresholdResults, userSummary } from './userSummary.ts';

const counter = (count: number, thresholds?: Record<string, { ok: boolean }>) => ({
  type: 'counter',
  contains: 'default',
  values: { count },
  ...(thresholds === undefined ? {} : { thresholds }),
});

test.each(['iterations', 'iterations{scenario:a}', 'ws_sessions', 'http_reqs', 'http_reqs{loadstar:load}x'])(
  'the name %s comes back as it was',
  (name) => {
    expect(userMetric(loadMetric(name))).toBe(name);
  },
);

test('a summary shows the iterations that worked, and no sockets that only asked the gate', () => {
  const { metrics } = userSummary({
    metrics: {
      iterations: counter(600),
      'iterations{loadstar:load}': counter(300, { 'count>500': { ok: false } }),
      ws_sessions: counter(40),
      'ws_sessions{loadstar:load}': counter(0),
      http_reqs: counter(300, { 'rate>1': { ok: true } }),
    },
  });
  expect(Object.keys(metrics).sort()).toEqual(['http_reqs', 'iterations']);
  expect(thresholdResults({ metrics })).toEqual([
    { metric: 'iterations', threshold: 'count>500', ok: false, values: { count: 300 } },
    { metric: 'http_reqs', threshold: 'rate>1', ok: true, values: { count: 300 } },
  ]);
});

test('sockets of the script itself stay', () => {
  const { metrics } = userSummary({ metrics: { ws_sessions: counter(50), 'ws_sessions{loadstar:load}': counter(10) } });
  expect(metrics['ws_sessions']?.values['count']).toBe(10);
});
