import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configJsonSchema } from '../../exporter/src/config/jsonSchema.ts';
import { configurationTables } from './configurationTables.ts';
import { fillTemplate } from './fillTemplate.ts';
import { metricFamilies } from './metricFamilies.ts';
import { metricTables } from './metricTables.ts';
import { root } from './root.ts';

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');
const fenced = (text: string): string => `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;

/** Generated files of docs/guide/ by path from the project's folder, as text in the project's own format. */
export async function guideFiles(): Promise<Map<string, string>> {
  const schema = configJsonSchema();
  const texts: Record<string, string> = {
    'docs/guide/loadstar.schema.json': JSON.stringify(schema),
    'docs/guide/configuration.md': fillTemplate(read('templates/configuration.md'), {
      example: fenced(read('example/loadstar.yml')),
      reference: configurationTables(schema),
    }),
    'docs/guide/metrics.md': fillTemplate(read('templates/metrics.md'), {
      reference: metricTables(await metricFamilies()),
      alerts: fenced(read('example/alerts.yml')),
    }),
  };
  const style = await resolveConfig(join(root, 'package.json'));
  const formatted = Object.entries(texts).map(
    async ([path, text]) => [path, await format(text, { ...style, filepath: path })] as const,
  );
  return new Map(await Promise.all(formatted));
}
