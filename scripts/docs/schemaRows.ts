import type { JsonSchema } from '../../exporter/src/config/jsonSchema.ts';
import { SIGNALS } from '../../exporter/src/core/signal.ts';
import { allowedText } from './allowedText.ts';

/** A key of loadstar.yml, as Markdown. */
export interface KeyRow {
  /** Path from the section on, such as `tls.caFile` or `targets[].url`. */
  readonly key: string;
  readonly allowed: string;
  readonly defaultValue: string;
  readonly meaning: string;
}

const schemaOf = (value: unknown): JsonSchema | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : undefined;

/** The value for each signal, where a mapping has a key for every one of them. */
export function signalValue(schema: JsonSchema): JsonSchema | undefined {
  const { properties } = schema;
  return properties && SIGNALS.every((signal) => signal in properties) ? schemaOf(properties[SIGNALS[0]]) : undefined;
}

/** Kinds of a mapping that are told apart by one key (`type`, `kind`). */
export const kindsOf = (schema: JsonSchema): JsonSchema[] =>
  (schema.oneOf ?? []).map(schemaOf).filter((kind) => kind?.properties !== undefined) as JsonSchema[];

function defaultText(schema: JsonSchema, required: boolean): string {
  if (required) return 'required';
  const { default: value } = schema;
  if (value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0))
    return '–';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function rowsOf(key: string, schema: JsonSchema, required: boolean): KeyRow[] {
  const perSignal = signalValue(schema);
  const item = schema.type === 'array' ? schemaOf(schema.items) : undefined;
  const inner = [
    ...(perSignal ? signalRows(`${key}.<signal>`, perSignal) : keyRows(schema, `${key}.`)),
    ...(item ? keyRows(item, `${key}[].`) : []),
  ];
  const { description } = schema;
  const allowed = item?.properties ? 'list of mappings' : allowedText(schema);
  const row = {
    key,
    allowed,
    defaultValue: defaultText(schema, required),
    meaning: description ?? (schema.const === undefined ? '' : 'Tells this kind from the others.'),
  };
  return [row, ...inner];
}

function signalRows(key: string, schema: JsonSchema): KeyRow[] {
  const kinds = kindsOf(schema);
  if (kinds.length === 0) {
    return [{ key, allowed: allowedText(schema), defaultValue: '–', meaning: 'For one of the signals; see above.' }];
  }
  const names = kinds.map(({ properties }) => `\`${String(schemaOf(properties?.['kind'])?.const)}\``).join(', ');
  const meaning = `One signal; its keys depend on its \`kind\`, one of ${names}: see below.`;
  return [{ key, allowed: 'mapping', defaultValue: '–', meaning }];
}

/** The keys of a mapping and of the mappings within it, in their order. */
export function keyRows(schema: JsonSchema, prefix = ''): KeyRow[] {
  if (signalValue(schema)) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const inner = schemaOf(value);
    return inner ? rowsOf(`${prefix}${name}`, inner, schema.required?.includes(name) ?? false) : [];
  });
}
