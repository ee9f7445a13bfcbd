import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Problem } from '../../core/problem.ts';
import { parseConfig } from '../parseConfig.ts';
import { loadPreset, presetNames } from './loadPreset.ts';

const folder = mkdtempSync(join(tmpdir(), 'loadstar-preset-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The fields of the problem that a call ends with. */
function fieldsOf(call: () => unknown): Record<string, string> {
  try {
    call();
  } catch (error) {
    if (error instanceof Problem) return Object.fromEntries(error.fields.map(({ path, allowed }) => [path, allowed]));
    throw error;
  }
  throw new Error('it was taken');
}

function preset(text: string): string {
  const path = join(folder, 'own.yml');
  writeFileSync(path, text);
  return path;
}

const config = (discover: unknown): Record<string, unknown> => ({
  sources: [{ type: 'prometheus', url: 'http://127.0.0.1:9090' }],
  discover,
});

describe('presets', () => {
  it.each(presetNames())('%s is one', (name) => {
    expect(loadPreset(name).families.length).toBeGreaterThan(0);
  });

  it('tell all their errors at once', () => {
    const path = preset(`
services: [{labels: []}]
families:
  - {series: up, findServices: true, signals: {latency: "x"}}
  - series: up{$selector}
    signals: {cpu_ratio: "sum(up{$job})"}
    instances: {cpu_ratio: "sum by (instance) (up{$selector})"}
`);
    expect(fieldsOf(() => loadPreset(path))).toEqual({
      description: 'missing; what it finds, in a sentence',
      'services[0].labels': 'at least one label name, such as job',
      'families[0].series': expect.stringContaining('with $selector') as string,
      'families[0].findServices': expect.stringContaining('did you mean "findsServices"?') as string,
      'families[0].signals.latency': expect.stringContaining('unknown key') as string,
      'families[1].signals.cpu_ratio': expect.stringMatching(/\$selector|no placeholder/) as string,
      'families[1].instances.cpu_ratio': expect.stringContaining('$instance') as string,
    });
  });

  it('are refused where none finds services', () => {
    const path = preset(`
description: nothing
services: [{labels: [job]}]
families: [{series: "up{$selector}", findsServices: false}]
`);
    expect(fieldsOf(() => loadPreset(path))).toEqual({ families: 'at least one family that finds services' });
  });
});

describe('discover in a configuration', () => {
  it('may stand without services', () => {
    const parsed = parseConfig(config([{ preset: 'istio' }]), join(folder, 'loadstar.yml'));
    expect(parsed.services).toEqual([]);
    expect(parsed.discover).toMatchObject([{ preset: 'istio', source: 'prometheus', match: {} }]);
  });

  it('or services must stand', () => {
    const fields = fieldsOf(() => parseConfig(config([]), 'loadstar.yml'));
    expect(fields).toEqual({ services: 'missing; a list of at least one service, or `discover` to find them' });
  });

  it('names presets that there are, sources of Prometheus, and labels that are known', () => {
    const wrong = [
      { preset: 'istoi' },
      { preset: './none.yml', source: 'elsewhere' },
      { preset: 'http_server', name: '{pod}', labels: { namespace: '{namespace}' }, match: { 'a-b': 'x' } },
      { preset: 'http_server', name: '{pod}', labels: { namespace: '{namespace}' } },
    ];
    const fields = fieldsOf(() => parseConfig(config(wrong), join(folder, 'loadstar.yml')));
    expect(fields).toEqual({
      'discover[0].preset': expect.stringContaining('did you mean "istio"? one of http_server') as string,
      'discover[1].source': 'the name of a prometheus source: prometheus',
      'discover[1].preset': expect.stringContaining('ENOENT') as string,
      'discover[2].match.a-b': expect.stringContaining('a label name') as string,
      'discover[3].name': expect.stringContaining("tell the preset's services apart: job") as string,
      'discover[3].labels.namespace': expect.stringContaining('job') as string,
    });
  });
});
