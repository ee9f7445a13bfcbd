import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRunSeries, latencySummary } from './runSeries.ts';
import { histogramOf, windowOf } from './testdata/arbitraryWindow.ts';

test('one span is one second, given at once', () => {
  const series = createRunSeries(1);
  series.aim(50, 99);
  expect(series.add(0, windowOf(100.4, [0.5, 1]))).toHaveLength(1);
  expect(series.seconds).toMatchObject([{ timestampSeconds: 100.4, targetRequestsPerSecond: 50, requests: 2, vus: 1 }]);
  expect(series.seconds[0]!.p50Seconds).toBeCloseTo(0.5, 1);
});

test('a second without requests has no percentiles', () => {
  const series = createRunSeries(1);
  series.add(0, windowOf(1, []));
  expect(series.seconds[0]).toMatchObject({ requests: 0, p50Seconds: null, p95Seconds: null, p99Seconds: null });
  expect(latencySummary(series.latency)).toBeNull();
});

test('the target of a second is the one in force while it passed', () => {
  const series = createRunSeries(1);
  series.aim(50, 100);
  series.add(0, windowOf(101, [1]));
  series.aim(120, 101.2);
  series.add(0, windowOf(102, [1]));
  expect(series.seconds.map((row) => row.targetRequestsPerSecond)).toEqual([50, 120]);
});

test('seconds over several runners wait for the slowest, for two seconds at most', () => {
  const series = createRunSeries(2);
  expect(series.add(0, windowOf(10.1, [1]))).toHaveLength(0);
  expect(series.add(1, windowOf(10.6, [1, 1]))).toMatchObject([{ requests: 3, vus: 2 }]);
  series.add(0, windowOf(11.1, [1]));
  series.add(0, windowOf(12.1, [1]));
  expect(series.add(0, windowOf(13.1, [1]))).toHaveLength(1);
  expect(series.end(1)).toHaveLength(2);
  expect(series.seconds.map((row) => row.requests)).toEqual([3, 1, 1, 1]);
});

test('a span of several seconds is spread over them', () => {
  const series = createRunSeries(1);
  series.add(0, windowOf(10, [1]));
  const rows = series.add(0, windowOf(13, Array<number>(10).fill(1)));
  expect(rows.map((row) => [row.timestampSeconds, row.requests])).toEqual([
    [11, 3],
    [12, 3],
    [13, 4],
  ]);
});

test('a push that comes early is not a second of its own, and is not lost at the end', () => {
  const series = createRunSeries(1);
  series.add(0, windowOf(10, [1]));
  expect(series.add(0, windowOf(10.3, [1, 1]))).toHaveLength(0);
  expect(series.add(0, windowOf(11, [1]))).toMatchObject([{ requests: 3 }]);
  series.add(0, windowOf(11.2, [1]));
  expect(series.end(0)).toMatchObject([{ requests: 1 }]);
});

test('a last push that says nothing new is no second', () => {
  const series = createRunSeries(1);
  series.add(0, windowOf(10, [1]));
  series.add(0, windowOf(10.2, []));
  expect(series.end(0)).toEqual([]);
  expect(series.seconds).toHaveLength(1);
});

test('whatever the beats, the seconds add up to the spans and are one apart', () => {
  const gaps = fc.array(fc.double({ min: 0.01, max: 4, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(gaps, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 9 }), (runners, requests) => {
      const series = createRunSeries(runners.length);
      const pushes = runners
        .flatMap((own, runner) =>
          own.map((_, i) => ({ runner, at: 100 + own.slice(0, i + 1).reduce((a, b) => a + b) })),
        )
        .sort((a, b) => a.at - b.at);
      for (const { runner, at } of pushes)
        series.add(runner, windowOf(at, Array<number>(requests).fill(1), { errors: 1 }));
      for (const runner of runners.keys()) series.end(runner);
      const sum = series.seconds.reduce((all, row) => all + row.requests, 0);
      expect(sum).toBe(pushes.length * requests);
      expect(series.totals).toEqual({ requests: sum, errors: pushes.length, refused: 0 });
      expect(series.latency.count).toBe(sum);
      const times = series.seconds.map((row) => row.timestampSeconds);
      for (const [i, time] of times.entries()) if (i > 0) expect(time - times[i - 1]!).toBeCloseTo(1, 6);
    }),
  );
});

test('percentiles of the whole run', () => {
  const summary = latencySummary(histogramOf(Array.from({ length: 1000 }, (_, i) => (i + 1) / 1000)))!;
  // Buckets of schema 3 are 9 % wide.
  for (const [name, exact] of [
    ['p50Seconds', 0.5],
    ['p95Seconds', 0.95],
    ['p99Seconds', 0.99],
  ] as const)
    expect(Math.abs(summary[name] / exact - 1)).toBeLessThan(0.09);
});
