import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { k6Exit, refusedAddresses } from './k6Exit.ts';
import { k6Complaint, readK6Log } from '../k6Log.ts';

const folder = mkdtempSync(join(tmpdir(), 'loadstar-exit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const summaryFile = join(folder, 'thresholds.json');
writeFileSync(
  summaryFile,
  JSON.stringify({
    latency: null,
    metrics: {},
    thresholds: [
      { metric: 'http_req_duration', threshold: 'p(95)<500', ok: false, values: { 'p(95)': 712.3456 } },
      { metric: 'checks', threshold: 'rate>0.9', ok: true, values: { rate: 1 } },
      { metric: 'http_reqs{a:b}', threshold: 'count > 9', ok: false, values: {} },
    ],
  }),
);
const line = (level: string, msg: string): string =>
  `time="2026-11-25T02:26:02Z" level=${level} msg="${msg}" source=console`;
const exit = (code: number | null, lines: readonly string[] = [], signal: string | null = null) => ({
  code,
  signal,
  lastLines: lines,
});

test.each<[number | null, string, RegExp]>([
  [0, 'completed', /^$/],
  [
    99,
    'thresholds',
    /^thresholds of the script failed: http_req_duration: p\(95\)<500 \(p\(95\) was 712\.3\), http_reqs\{a:b\}: count > 9$/,
  ],
  [103, 'stopped', /from outside/],
  [104, 'failed', /refused its configuration/],
  [105, 'stopped', /from outside/],
  [107, 'failed', /threw an exception/],
  [108, 'stopped', /aborted the test/],
  [109, 'failed', /panic/],
  [110, 'thresholds', /marked the test as failed/],
  [42, 'failed', /code 42/],
  [null, 'failed', /ended by SIGKILL/],
])('exit code %s means %s', async (code, outcome, detail) => {
  const result = await k6Exit(exit(code, [], code === null ? 'SIGKILL' : null), false, summaryFile);
  expect(result.outcome).toBe(outcome);
  expect(result.detail).toMatch(detail);
});

test('an end that was asked for is no failure, whatever the code', async () => {
  for (const code of [0, 99, 105, 107, null]) {
    expect(await k6Exit(exit(code, [], 'SIGKILL'), true, summaryFile)).toMatchObject({ outcome: 'stopped' });
  }
});

test('a failure carries the last words of k6, and thresholds without a summary its log', async () => {
  const lines = [
    line('warning', 'slow'),
    line('error', 'Error: no such shop\\n\\tat setup (file:///a.js:1:2)'),
    'noise',
  ];
  expect((await k6Exit(exit(107, lines), false, summaryFile)).detail).toBe(
    'the script threw an exception: Error: no such shop\n\tat setup (file:///a.js:1:2)',
  );
  expect((await k6Exit(exit(109, ['panic: x', 'goroutine 1']), false, summaryFile)).detail).toContain('panic: x');
  const crossed = [line('error', "thresholds on metrics 'a' have been crossed")];
  expect((await k6Exit(exit(99, crossed), false, join(folder, 'none'))).detail).toContain("'a' have been crossed");
});

test('refused addresses are read from the log, each once', () => {
  const refused = (ip: string): string =>
    line('warning', `Request Failed" error="Get: IP (${ip}) is in a blacklisted range (0.0.0.0/1)`);
  expect(refusedAddresses(exit(0, [refused('10.0.0.1'), refused('::1'), refused('10.0.0.1'), 'other']))).toEqual([
    '10.0.0.1',
    '::1',
  ]);
});

test('log lines are read in quotes and without, and others are none', () => {
  expect(readK6Log(line('error', 'a \\"b\\"'))).toEqual({ level: 'error', message: 'a "b"' });
  expect(readK6Log('time=2026 level=info msg=short')).toEqual({ level: 'info', message: 'short' });
  expect(readK6Log('plain')).toBeNull();
  expect(k6Complaint('one\ntwo\n')).toBe('one\ntwo');
});
