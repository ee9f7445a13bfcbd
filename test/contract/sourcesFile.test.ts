import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FileSource } from '../../exporter/src/sources/file/fileSource.ts';
import { sourceContract } from './sourcesContract.ts';

const folder = mkdtempSync(join(tmpdir(), 'loadstar-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER =
  '{"format":"loadstar-series","version":1,"origin":"synthetic: test","startSeconds":10000,"endSeconds":10030}';
const LINE =
  '{"service":"shop","instance":null,"signal":"requests_per_second","startSeconds":10000,"stepSeconds":10,"values":[1,null,3,4]}';
const INSTANCE = LINE.replace('null,"signal"', '"a","labels":{"version":"1"},"signal"');

function source(...lines: readonly string[]): FileSource {
  const path = join(folder, 'series.jsonl');
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return new FileSource({ type: 'file', name: 'file', path });
}

const all = { startSeconds: 0, endSeconds: 1e9, stepSeconds: 10 };
const never = new AbortController().signal;

describe('source file', () => {
  sourceContract({
    healthy: async () => source(HEADER, LINE, INSTANCE),
    broken: async () => source(HEADER, LINE, '{"service":"shop"}'),
    window: () => ({ startSeconds: 10_000, endSeconds: 10_030, stepSeconds: 10 }),
  });

  it('gives what lies within the window, and leaves out what is not known', async () => {
    const [service, instance] = await source(HEADER, LINE, INSTANCE).read({ ...all, endSeconds: 10_020 }, never);
    expect(service?.id).toEqual({ service: 'shop', instance: null, signal: 'requests_per_second' });
    expect([...service!.timestampsSeconds]).toEqual([10_000, 10_020]);
    expect([...service!.values]).toEqual([1, 3]);
    expect(instance?.labels).toEqual({ version: '1' });
  });

  it('tells where the figures come from and which time they cover', async () => {
    expect(await source(HEADER, LINE).header()).toMatchObject({
      origin: 'synthetic: test',
      startSeconds: 10_000,
      endSeconds: 10_030,
    });
  });

  it.each([
    ['an empty file', [], /line 1: a header/],
    ['another format', ['{"format":"x"}'], /line 1: format/],
    ['a later version', [HEADER.replace('1,', '2,')], /line 1: version/],
    ['a line that was cut off', [HEADER, LINE, LINE.slice(0, 40)], /line 3: JSON/],
    ['an empty line', [HEADER, '', LINE], /line 2: JSON/],
    ['an unknown signal', [HEADER, LINE.replace('requests', 'visits')], /line 2: signal/],
    ['an unknown key', [HEADER, LINE.replace('"service"', '"x":1,"service"')], /line 2: .*"x"/],
    ['a value that is no number', [HEADER, LINE.replace('[1,', '["1",')], /line 2: values\.0/],
    ['a step of zero', [HEADER, LINE.replace('"stepSeconds":10', '"stepSeconds":0')], /line 2: stepSeconds/],
  ])('refuses %s with the line', async (_, lines, message) => {
    await expect(source(...lines).read(all, never)).rejects.toThrow(message);
  });

  it('names a file that is not there', async () => {
    const missing = new FileSource({ type: 'file', name: 'file', path: join(folder, 'none.jsonl') });
    await expect(missing.read(all, never)).rejects.toThrow(/none\.jsonl cannot be read \(ENOENT\)/);
    await expect(missing.header()).rejects.toThrow(/ENOENT/);
  });
});
