import { expect, test } from 'vitest';
import type { LoadExit } from '../core/loadDriver.ts';
import type { RunSecond } from '../core/runState.ts';
import { histogramOf } from './testdata/arbitraryWindow.ts';
import type { FinishedRun } from './verdict.ts';
import { judge } from './verdict.ts';

const row = (targetRequestsPerSecond: number, requests: number, own: Partial<RunSecond> = {}): RunSecond => ({
  timestampSeconds: 0,
  targetRequestsPerSecond,
  requests,
  errors: 0,
  refused: 0,
  droppedIterations: 0,
  vus: 1,
  p50Seconds: null,
  p95Seconds: null,
  p99Seconds: null,
  ...own,
});
const rows = (count: number, one: RunSecond): RunSecond[] => Array.from({ length: count }, () => one);
const completed: LoadExit = { outcome: 'completed', detail: '' };
const run = (own: Partial<FinishedRun>): FinishedRun => ({
  objectives: { latencySeconds: { p95: 0.5 }, errorRatio: 0.01 },
  exits: [completed],
  stop: null,
  failure: null,
  seconds: rows(20, row(100, 100)),
  totals: { requests: 2000, errors: 10, refused: 0 },
  latency: histogramOf(Array<number>(2000).fill(0.1)),
  thresholds: [],
  crossed: null,
  ...own,
});
const slow = { latency: histogramOf(Array<number>(2000).fill(0.9)) };
const stop = { actor: 'anna', reason: 'enough' };
const exit = (outcome: LoadExit['outcome'], detail: string): Partial<FinishedRun> => ({ exits: [{ outcome, detail }] });

test.each<[string, Partial<FinishedRun>, string, RegExp]>([
  ['all holds', {}, 'passed', /reached/],
  ['no objectives are set', { objectives: {} }, 'passed', /reached/],
  ['latency is too high', slow, 'failed', /^latency p95 was 0\.\d+ s, above 0\.5 s$/],
  [
    'too many fail',
    { totals: { requests: 2000, errors: 60, refused: 0 } },
    'failed',
    /^3 % of requests failed, above 1 %$/,
  ],
  [
    'both',
    { ...slow, totals: { requests: 2000, errors: 60, refused: 0 } },
    'failed',
    /latency p95 .*; 3 % of requests failed/,
  ],
  ['just as many fail as may', { totals: { requests: 2000, errors: 20, refused: 0 } }, 'passed', /reached/],
  ['thresholds failed', exit('thresholds', 'thresholds of the script failed: x'), 'failed', /failed: x$/],
  [
    'thresholds failed on all runners together',
    { thresholds: ['a: b', 'c: d'] },
    'failed',
    /^thresholds of the script failed: a: b, c: d$/,
  ],
  [
    'a threshold ended it',
    { stop, crossed: 'a: b (was 3)', thresholds: ['a: b (was 4)'], ...exit('stopped', 'x') },
    'failed',
    /failed: a: b \(was 3\), a: b \(was 4\); a: b \(was 3\) ended the run early$/,
  ],
  ['the tool crashed', exit('failed', 'k6 crashed (panic)'), 'error', /panic/],
  ['the tool crashed on a slow target', { ...slow, ...exit('failed', 'panic') }, 'error', /panic/],
  ['no runner came', { failure: 'no runner', exits: [] }, 'error', /^no runner$/],
  ['somebody stopped it', { stop, ...exit('stopped', 'k6 was stopped') }, 'aborted', /^stopped by anna: enough$/],
  ['somebody stopped it while it was slow', { ...slow, stop }, 'aborted', /anna/],
  ['it was stopped before it started', { stop, exits: [], seconds: [] }, 'aborted', /anna/],
  ['the script aborted', exit('stopped', 'the script aborted the test: full'), 'aborted', /full/],
  [
    'no request was made',
    { totals: { requests: 0, errors: 0, refused: 7 }, latency: histogramOf([]), ...exit('completed', 'TypeError: x') },
    'error',
    /^no request was made; confinement refused 7; TypeError: x$/,
  ],
  [
    'the generator fell short',
    { seconds: rows(20, row(100, 80, { droppedIterations: 3 })) },
    'inconclusive',
    /80\.0 of 100\.0 requests\/s \(60 iterations found no free VU\)/,
  ],
  ['it fell short and the target was slow', { ...slow, seconds: rows(20, row(100, 80)) }, 'failed', /latency/],
  [
    'iterations were dropped, but the rate was reached',
    { seconds: rows(20, row(100, 98, { droppedIterations: 1 })) },
    'passed',
    /./,
  ],
  ['the beginning was slow', { seconds: [...rows(3, row(100, 10)), ...rows(20, row(100, 100))] }, 'passed', /./],
  ['the end was cut short', { seconds: [...rows(9, row(100, 100)), row(100, 14), row(100, 2)] }, 'passed', /./],
  [
    'the target changed, and was followed after a while',
    { seconds: [...rows(6, row(50, 50)), ...rows(3, row(120, 60)), ...rows(6, row(120, 120))] },
    'passed',
    /./,
  ],
  [
    'it was paused',
    { seconds: [...rows(6, row(50, 50)), ...rows(9, row(0, 0)), ...rows(6, row(50, 50))] },
    'passed',
    /./,
  ],
  ['it was too short to tell', { seconds: rows(3, row(100, 10)) }, 'passed', /./],
])('when %s', (_when, own, verdict, reason) => {
  const judgement = judge(run(own));
  expect(judgement.verdict).toBe(verdict);
  expect(judgement.reason).toMatch(reason);
});
