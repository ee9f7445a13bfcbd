import { expect, test } from 'vitest';
import { loadMetric, userMetric } from './loadMetrics.ts';
import { allStats, ownStats } from './summaryStats.ts';
import { thresholdMetrics, thresholdResults, userSummary } from './userSummary.ts';

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
  const { metrics } = userSummary(
    {
      metrics: {
        iterations: counter(600),
        'iterations{loadstar:load}': counter(300, { 'count>500': { ok: false } }),
        ws_sessions: counter(40),
        'ws_sessions{loadstar:load}': counter(0),
        http_reqs: counter(300, { 'rate>1': { ok: true } }),
      },
    },
    ownStats(undefined),
  );
  expect(Object.keys(metrics).sort()).toEqual(['http_reqs', 'iterations']);
  expect(thresholdResults({ metrics })).toEqual([
    { metric: 'iterations', threshold: 'count>500', ok: false, values: { count: 300 } },
    { metric: 'http_reqs', threshold: 'rate>1', ok: true, values: { count: 300 } },
  ]);
});

test('sockets of the script itself stay', () => {
  const { metrics } = userSummary(
    { metrics: { ws_sessions: counter(50), 'ws_sessions{loadstar:load}': counter(10) } },
    ownStats(undefined),
  );
  expect(metrics['ws_sessions']?.values['count']).toBe(10);
});

test('the user sees the statistics that he asked for, and no latency of the load alone', () => {
  const trend = { type: 'trend', contains: 'time', values: { avg: 3, count: 9, 'p(95)': 4, 'p(1)': 1 } };
  const summary = { metrics: { http_req_duration: trend, 'http_req_duration{loadstar:load}': trend } };
  const { metrics } = userSummary(summary, ownStats(['p(1)']));
  expect(metrics).toEqual({ http_req_duration: { ...trend, values: { 'p(1)': 1 } } });
});

test('percentiles are asked for once each, from 1 to 99.99, beside what the user wants', () => {
  const stats = allStats(['p(95)', 'p(42.42)']);
  expect(new Set(stats).size).toBe(stats.length);
  for (const stat of ['p(42.42)', 'p(1)', 'p(95)', 'p(95.5)', 'p(99.1)', 'p(99.99)', 'count', 'min', 'max', 'avg']) {
    expect(stats).toContain(stat);
  }
});

test('metrics of thresholds are found whatever the order of their tags, and those without samples left out', () => {
  const summary = { metrics: { 'iterations{a:1,b:2,loadstar:load}': counter(3), http_reqs: counter(5) } };
  expect(thresholdMetrics(summary, ['iterations{b: 2, a:1}', 'http_reqs', 'checks'])).toEqual({
    'iterations{b: 2, a:1}': counter(3),
    http_reqs: counter(5),
  });
});
