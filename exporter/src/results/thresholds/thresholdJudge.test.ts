import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MetricTotals, ScriptThreshold, WatchedMetric } from '../../core/loadDriver.ts';
import { histogramOf } from '../testdata/arbitraryWindow.ts';
import { createThresholdJudge } from './thresholdJudge.ts';

const threshold = (metric: string, expression: string, own: Partial<ScriptThreshold> = {}): ScriptThreshold => ({
  metric,
  expression,
  abortOnFail: false,
  delayAbortSeconds: 0,
  ...own,
});
const counter = (count: number, perSecond = 0): MetricTotals => ({ kind: 'counter', count, perSecond });
const rate = (trues: number, count: number): MetricTotals => ({ kind: 'rate', trues, count });
const gauge = (value: number): MetricTotals => ({ kind: 'gauge', value });
/** Samples that lie evenly between two values. */
const even = (count: number, low: number, high: number): MetricTotals => {
  const mean = (low + high) / 2;
  return {
    kind: 'trend',
    count,
    mean,
    quantiles: [
      [0, low],
      [0.5, mean],
      [1, high],
    ],
  };
};

describe('at the end', () => {
  const failed = (expression: string, parts: readonly MetricTotals[], metric = 'm') =>
    createThresholdJudge([threshold(metric, expression)]).failed(parts.map((part) => ({ [metric]: part })));

  test.each<[string, string, readonly MetricTotals[], string | null]>([
    ['counts add up', 'count<200', [counter(100), counter(101)], 'count was 201'],
    ['counts that pass only together', 'count>200', [counter(100), counter(101)], null],
    ['counts a second add up', 'rate>3', [counter(9, 1), counter(9, 1.5)], 'rate was 2.5'],
    ['rates weigh by their counts', 'rate<0.2', [rate(0, 900), rate(90, 100)], null],
    ['and fail by them', 'rate<0.05', [rate(0, 900), rate(90, 100)], 'rate was 0.09'],
    ['a rate of nothing holds', 'rate>0.9', [rate(0, 0)], null],
    ['averages weigh by their counts', 'avg<30', [even(900, 0, 20), even(100, 90, 110)], null],
    ['and fail by them', 'avg < 18', [even(900, 0, 20), even(100, 90, 110)], 'avg was 19'],
    ['the least is that of all', 'min>5', [even(10, 9, 20), even(10, 2, 3)], 'min was 2'],
    ['the most is that of all', 'max<50', [even(10, 9, 20), even(10, 60, 70)], 'max was 70'],
    ['quantiles are those of all', 'p(95)<50', [even(9000, 0, 20), even(1000, 100, 200)], 'p(95) was 150'],
    ['a slow minority is no majority', 'med<12', [even(9000, 0, 20), even(1000, 100, 200)], null],
    ['a gauge must hold on each runner', 'value<5', [gauge(1), gauge(7)], 'value was 7'],
    ['a trend without samples is 0, as in k6', 'avg>3', [], 'avg was 0'],
    ['a counter without samples is 0, as in k6', 'count>3', [], 'count was 0'],
    ['a rate without samples holds, as in k6', 'rate>3', [], null],
  ])('%s', (_what, expression, parts, value) => {
    expect(failed(expression, parts)).toEqual(value === null ? [] : [`m: ${expression} (${value})`]);
  });

  test('VUs of all runners are one number', () => {
    expect(failed('value<8', [gauge(5), gauge(5)], 'vus')).toEqual(['vus: value<8 (value was 10)']);
  });

  test('splitting samples over runners changes no count, rate, least, most or average', () => {
    const samples = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(samples, { minLength: 1, maxLength: 5 }), (all) => {
        const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
        const parts = all.map((list): MetricTotals => ({
          kind: 'trend',
          count: list.length,
          mean: mean(list),
          quantiles: [
            [0, Math.min(...list)],
            [1, Math.max(...list)],
          ],
        }));
        const pool = all.flat();
        expect(failed(`min==${Math.min(...pool)}`, parts)).toEqual([]);
        expect(failed(`max==${Math.max(...pool)}`, parts)).toEqual([]);
        expect(failed(`avg<${mean(pool) + 1e-6}`, parts)).toEqual([]);
        expect(failed(`avg>${mean(pool) - 1e-6}`, parts)).toEqual([]);
      }),
    );
  });
});

describe('while the run goes on', () => {
  const abort = { abortOnFail: true };
  const crossed = (one: ScriptThreshold, told: readonly WatchedMetric[], elapsedSeconds = 10) => {
    const judge = createThresholdJudge([one]);
    told.forEach((metric, runner) => judge.take(runner, { [one.metric]: metric }));
    return judge.crossed(elapsedSeconds);
  };
  const count = (value: number): WatchedMetric => ({ kind: 'counter', count: value });
  const share = (lowest: number, highest: number, of: number | null): WatchedMetric => ({
    kind: 'rate',
    lowest,
    highest,
    count: of,
  });
  const trend = (seconds: readonly number[]): WatchedMetric => ({
    kind: 'trend',
    histogram: histogramOf(seconds),
    unit: 1000,
  });

  test.each<[string, string, readonly WatchedMetric[], string | null]>([
    ['counts add up', 'count<120', [count(70), count(60)], 'count was 130'],
    ['counts that hold', 'count<140', [count(70), count(60)], null],
    ['counts a second', 'rate<12', [count(70), count(60)], 'rate was 13'],
    ['rates with counts are one', 'rate<0.1', [share(0.5, 0.5, 10), share(0, 0, 90)], null],
    ['and fail as one', 'rate<0.04', [share(0.5, 0.5, 10), share(0, 0, 90)], 'rate was 0.05'],
    ['rates without counts may still hold', 'rate<0.1', [share(0.05, 0.05, null), share(0.9, 0.9, null)], null],
    ['or certainly do not', 'rate<0.1', [share(0.2, 0.2, null), share(0.9, 0.9, null)], 'rate was 0.2 to 0.9'],
    ['quantiles fail a bucket above', 'p(95)<500', [trend([0.1, 0.9]), trend([0.9])], 'p(95) was 840.9 to 917'],
    ['and may hold within it', 'p(95)<890', [trend([0.1, 0.9]), trend([0.9])], null],
    ['averages are exact', 'avg<499', [trend([0.1, 0.9])], 'avg was 500'],
    ['the most', 'max<500', [trend([0.1, 0.9])], 'max was 840.9 to 917'],
    ['the least', 'min>500', [trend([0.1, 0.9])], 'min was 96.39 to 105.1'],
    ['equality within a bucket may hold', 'max==900', [trend([0.9])], null],
    [
      'gauges must hold on one',
      'value<5',
      [
        { kind: 'gauge', value: 7 },
        { kind: 'gauge', value: 1 },
      ],
      null,
    ],
    ['nothing is known yet', 'count>9', [], null],
  ])('%s', (_what, expression, told, value) => {
    const sentence = value === null ? null : `m: ${expression} (${value})`;
    expect(crossed(threshold('m', expression, abort), told)).toBe(sentence);
  });

  test('only thresholds that may abort do, and no sooner than they may', () => {
    expect(crossed(threshold('m', 'count<1'), [count(9)])).toBeNull();
    const late = threshold('m', 'count<1', { ...abort, delayAbortSeconds: 10 });
    expect(crossed(late, [count(9)], 9.9)).toBeNull();
    expect(crossed(late, [count(9)], 10)).toContain('count was 9');
  });

  test('what may abort is watched, once each', () => {
    const judge = createThresholdJudge([
      threshold('a', 'count<1', abort),
      threshold('a', 'rate<1', abort),
      threshold('b', 'count<1'),
    ]);
    expect(judge.watched).toEqual(['a']);
  });
});
