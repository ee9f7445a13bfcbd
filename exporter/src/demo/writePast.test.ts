import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isSignal } from '../core/signal.ts';
import { writePast } from './writePast.ts';

const NOW_SECONDS = 1_795_000_003.7;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadstar-past-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('writes two weeks as labelled JSON lines on one grid that ends before now', async () => {
  const path = join(folder, 'past.jsonl');
  const past = await writePast(path, { secondsPerDay: 120, nowSeconds: NOW_SECONDS });
  expect(past).toMatchObject({ startSeconds: 1_795_000_000 - 14 * 120, endSeconds: 1_795_000_000, seriesCount: 144 });
  const text = await readFile(path, 'utf8');
  const [header, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(header).toEqual({
    format: 'loadstar-series',
    version: 1,
    origin: "synthetic: demo shop's model on a virtual clock",
    startSeconds: past.startSeconds,
    endSeconds: past.endSeconds,
  });
  expect(lines).toHaveLength(144);
  for (const series of lines) {
    expect(isSignal(String(series['signal']))).toBe(true);
    expect(series).toMatchObject({ startSeconds: past.startSeconds, stepSeconds: 5 });
    expect('labels' in series).toBe(series['instance'] !== null);
    expect(series['values']).toHaveLength((14 * 120) / 5 + 1);
  }
  expect(new Set(lines.map(({ service, instance, signal }) => `${service} ${instance} ${signal}`)).size).toBe(144);
});

test('writes the same file for the same now and seed, and leaves nothing else behind', async () => {
  const options = { secondsPerDay: 60, nowSeconds: NOW_SECONDS, seed: 4 };
  await writePast(join(folder, 'a.jsonl'), options);
  await writePast(join(folder, 'b.jsonl'), options);
  expect(await readFile(join(folder, 'a.jsonl'))).toEqual(await readFile(join(folder, 'b.jsonl')));
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a folder that does not exist is an error, not a past', async () => {
  const path = join(folder, 'nowhere', 'past.jsonl');
  await expect(writePast(path, { secondsPerDay: 60, nowSeconds: NOW_SECONDS })).rejects.toThrow('ENOENT');
});
