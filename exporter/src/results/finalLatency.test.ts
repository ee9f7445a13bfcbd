import { expect, test } from 'vitest';
import type { LoadExit } from '../core/loadDriver.ts';
import { finalLatency } from './finalLatency.ts';
import { histogramOf } from './testdata/arbitraryWindow.ts';

const exit = (count: number, value: number): LoadExit => ({
  outcome: 'completed',
  detail: '',
  latencySeconds: {
    kind: 'trend',
    count,
    mean: value,
    quantiles: [
      [0, value],
      [1, value],
    ],
  },
});
const latency = histogramOf([0.1, 0.1, 0.1, 0.1]);

test("the runners' own quantiles are taken where they speak of the same requests", () => {
  expect(finalLatency(latency, [exit(2, 0.1), exit(2, 0.1)])).toEqual({
    p50Seconds: 0.1,
    p95Seconds: 0.1,
    p99Seconds: 0.1,
  });
});

test.each<[string, readonly LoadExit[]]>([
  ['while the run goes on', []],
  ['when a runner did not tell', [exit(2, 0.1), { outcome: 'failed', detail: 'x', latencySeconds: null }]],
  ['when they count other requests too', [exit(2, 0.1), exit(3, 0.1)]],
])('the histogram is taken %s', (_when, exits) => {
  const p50 = finalLatency(latency, exits)!.p50Seconds;
  expect(p50).not.toBe(0.1);
  expect(p50 / 0.1).toBeCloseTo(1, 0);
});

test('before the first request there is none', () => expect(finalLatency(histogramOf([]), [])).toBeNull());
