import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configJsonSchema } from '../../exporter/src/config/jsonSchema.ts';
import { configSchema } from '../../exporter/src/config/config.ts';
import { loadConfig } from '../../exporter/src/config/loadConfig.ts';
import { parseYaml } from '../../exporter/src/config/parseYaml.ts';
import { guideFiles } from './guideFiles.ts';
import { metricFamilies } from './metricFamilies.ts';
import { root } from './root.ts';

const files = await guideFiles();
const text = (name: string): string => files.get(`docs/guide/${name}`) ?? '';
/** The first block of YAML after a heading. */
const yamlAfter = (page: string, heading: string): string =>
  /```yaml\n(.*?)```/s.exec(page.slice(page.indexOf(`\n## ${heading}\n`)))?.[1] ?? '';

describe('docs/guide', () => {
  it.each([...files.keys()])('%s is current (npm run docs writes it)', (path) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(files.get(path));
  });

  it('has an example that the exporter takes as it is', () => {
    const config = loadConfig(join(import.meta.dirname, 'example/loadstar.yml'));
    expect(config.services.map(({ name, source }) => [name, source])).toEqual([
      ['checkout', 'main'],
      ['gateway', null],
    ]);
    expect(config.tests.map(({ name }) => name)).toEqual(['checkout-steady']);
  });

  it('has an example on the page that the JSON Schema takes, and the same one as was loaded', () => {
    const shown: unknown = parseYaml(yamlAfter(text('configuration.md'), 'A whole example'), 'configuration.md');
    const file = join(import.meta.dirname, 'example/loadstar.yml');
    const stored: unknown = parseYaml(readFileSync(file, 'utf8'), file);
    expect(shown).toEqual(stored);
    const schema = z.fromJSONSchema(configJsonSchema());
    expect(schema.safeParse(shown).error).toBeUndefined();
    expect(schema.safeParse({ ...(shown as object), intervall: '1s' }).success).toBe(false);
  });

  it('has a heading or a row for every key at the top of the file', () => {
    const page = text('configuration.md');
    for (const key of Object.keys(configSchema.shape)) {
      expect(page.includes(`\n### ${key}\n`) || page.includes(`\n| \`${key}\` `), key).toBe(true);
    }
  });

  it('names every family, and no family in expressions and alerts that does not exist', async () => {
    const page = text('metrics.md');
    const names = (await metricFamilies()).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(30);
    const [, reference = '', examples = ''] = /\n## Families\n(.*)(\n## Expressions.*)/s.exec(page) ?? [];
    for (const name of names) {
      const told = [name, name.replace(/^(loadstar_forecast_)(?!peak).*/, '$1<signal>')];
      expect(
        told.some((shown) => reference.includes(`\`${shown}\``)),
        name,
      ).toBe(true);
    }
    const used = [...new Set(examples.match(/\bloadstar_\w+/g))].map((name) => name.replace(/_bucket$/, ''));
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((name) => !names.includes(name))).toEqual([]);
  });
});
