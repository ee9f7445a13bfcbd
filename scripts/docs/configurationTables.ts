import type { JsonSchema } from '../../exporter/src/config/jsonSchema.ts';
import { markdownTable } from './markdownTable.ts';
import type { KeyRow } from './schemaRows.ts';
import { keyRows, kindsOf, signalValue } from './schemaRows.ts';

const HEAD = ['key', 'allowed', 'default', 'meaning'];

const table = (rows: readonly KeyRow[]): string =>
  markdownTable(
    HEAD,
    rows.map(({ key, allowed, defaultValue, meaning }) => [`\`${key}\``, allowed, defaultValue, meaning]),
  );

/** A table for each kind of a mapping that has kinds, told apart by the key `by`. */
function kindTables(title: string, by: string, kinds: readonly JsonSchema[]): string[] {
  return kinds.flatMap((kind) => {
    const name = String((kind.properties?.[by] as JsonSchema | undefined)?.const);
    const perSignal = Object.entries(kind.properties ?? {}).flatMap(([key, value]) => {
      const each = signalValue(value as JsonSchema);
      return each ? kindTables(`${title} ${name}: ${key} of kind`, 'kind', kindsOf(each)) : [];
    });
    return [`#### ${title} \`${name}\``, kind.description ?? '', table(keyRows(kind)), ...perSignal];
  });
}

/** A section's own text and tables. */
function sectionText(key: string, schema: JsonSchema): string[] {
  const item = schema.type === 'array' ? (schema.items as JsonSchema) : undefined;
  const kinds = item ? kindsOf(item) : [];
  const told = [`### ${key}`, schema.description ?? ''];
  if (kinds.length > 0)
    return [...told, 'A list; the keys of an entry depend on its type.', ...kindTables('type', 'type', kinds)];
  return [...told, ...(item ? ['A list; each entry has these keys.'] : []), table(keyRows(item ?? schema))];
}

/** The reference of loadstar.yml: single keys first, then a table for each section, in the order of the schema. */
export function configurationTables(schema: JsonSchema): string {
  const entries = Object.entries(schema.properties ?? {}) as [string, JsonSchema][];
  const isSection = ([, value]: [string, JsonSchema]): boolean => value.type === 'array' || value.type === 'object';
  const single = entries.filter((entry) => !isSection(entry)).map(([key]) => key);
  const top = keyRows(schema).filter(({ key }) => single.includes(key));
  return [
    '### At the top',
    table(top),
    ...entries.filter(isSection).flatMap(([key, value]) => sectionText(key, value)),
  ].join('\n\n');
}
