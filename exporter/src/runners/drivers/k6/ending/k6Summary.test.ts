import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { durationSeconds } from '../script/durationSeconds.ts';
import { readK6Summary } from './k6Summary.ts';

const folder = mkdtempSync(join(tmpdir(), 'loadstar-summary-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'summary.json');

test("totals of every kind of metric are read in the script's units, and latency in seconds", async () => {
  const trend = { type: 'trend', values: { count: 9, avg: 20, min: 10, max: 90, 'p(50)': 30, 'p(99.9)': 80, med: 30 } };
  const metrics = {
    jobs: { type: 'counter', values: { count: 7, rate: 3.5 } },
    odd: { type: 'rate', values: { rate: 0.25, passes: 1, fails: 3 } },
    vus: { type: 'gauge', values: { value: 2, min: 0, max: 3 } },
    took: trend,
  };
  writeFileSync(file, JSON.stringify({ thresholds: [], metrics, latency: trend }));
  const summary = await readK6Summary(file);
  expect(summary?.totals).toEqual({
    jobs: { kind: 'counter', count: 7, perSecond: 3.5 },
    odd: { kind: 'rate', trues: 1, count: 4 },
    vus: { kind: 'gauge', value: 2 },
    took: {
      kind: 'trend',
      count: 9,
      mean: 20,
      quantiles: [
        [0, 10],
        [0.5, 30],
        [0.9990000000000001, 80],
        [1, 90],
      ],
    },
  });
  expect(summary?.latencySeconds).toMatchObject({ count: 9, mean: 0.02 });
  expect(summary?.latencySeconds?.quantiles.at(-1)).toEqual([1, 0.09]);
});

test.each(['', '{', '[]', '{"thresholds":[]}'])('a file with %j tells nothing', async (text) => {
  writeFileSync(file, text);
  expect(await readK6Summary(file)).toBeNull();
});

test('a file that is not there tells nothing', async () => {
  expect(await readK6Summary(join(folder, 'none'))).toBeNull();
});

test.each([
  ['1m30s', 90],
  ['500ms', 0.5],
  ['1h0m1.5s', 3601.5],
  [null, 0],
  ['soon', 0],
])('%j lasts %d s', (text, seconds) => expect(durationSeconds(text)).toBeCloseTo(seconds, 9));
