import { sampleSecond } from '../../../testdata/sampleRun';
import { runChartSet } from './runChartSet';

const colors = { target: 't', actual: 'a', errors: 'e', refused: 'r', dropped: 'd', p50: '5', p95: '9', p99: '99' };

describe('runChartSet', () => {
  test('gives target and actual rate, percentiles and errors of each second', () => {
    const series = [sampleSecond(100), sampleSecond(101, { actualRequestsPerSecond: 51, p99Seconds: null })];
    const charts = runChartSet({ series, state: 'running' }, colors);
    expect(charts.rate.timestamps).toEqual([100, 101]);
    expect(charts.rate.lines).toMatchObject([
      { label: 'Target rate', values: [50, 50] },
      { label: 'Actual rate', values: [49, 51] },
    ]);
    expect(charts.latency.lines.map(({ values }) => values)).toEqual([
      [0.02, 0.02],
      [0.05, 0.05],
      [0.09, null],
    ]);
    expect(charts.errors.lines.map(({ label }) => label)).toEqual(['Errors']);
  });

  test('shows refused requests and dropped iterations once there are any', () => {
    const series = [sampleSecond(100), sampleSecond(101, { refusedPerSecond: 2, droppedIterationsPerSecond: 1 })];
    expect(runChartSet({ series, state: 'running' }, colors).errors.lines.map(({ label }) => label)).toEqual([
      'Errors',
      'Refused (address not allowed)',
      'Dropped iterations',
    ]);
  });

  test.each([
    ['a minute at least', 10, [100, 160]],
    ['the whole run when it is longer', 120, [100, 220]],
  ])('spans %s', (_name, lastSecond, span) => {
    const series = [sampleSecond(100), sampleSecond(100 + lastSecond)];
    expect(runChartSet({ series, state: 'running' }, colors).rate.span).toEqual(span);
    expect(runChartSet({ series, state: 'finished' }, colors).rate.span).toBeUndefined();
  });

  test('an empty series gives empty charts', () => {
    const { rate } = runChartSet({ series: [], state: 'running' }, colors);
    expect(rate.timestamps).toEqual([]);
    expect(rate.span).toBeUndefined();
  });
});
