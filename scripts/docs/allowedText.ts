import type { JsonSchema } from '../../exporter/src/config/jsonSchema.ts';

const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
  [1, 's'],
  [0.001, 'ms'],
] as const;

/** Seconds as loadstar.yml writes them: `30s`, `400d`. */
export function durationText(seconds: number): string {
  if (seconds === 0) return '0s';
  const [size, unit] = UNITS.find(([size]) => seconds >= size && Number.isInteger(seconds / size)) ?? [0.001, 'ms'];
  return `${Math.round(seconds / size)}${unit}`;
}

const numberText = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 6 });

function rangeText({ minimum, maximum, exclusiveMinimum }: JsonSchema): string {
  if (typeof exclusiveMinimum === 'number') return ` above ${numberText(exclusiveMinimum)}`;
  return minimum === undefined || maximum === undefined ? '' : `, ${numberText(minimum)} to ${numberText(maximum)}`;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What may stand for a schema, in a few words: `duration, 1s to 10m`, `one of mean, sum, max`. */
export function allowedText(schema: JsonSchema): string {
  const choices = (schema.anyOf ?? schema.oneOf ?? []).filter(isSchema).filter(({ type }) => type !== 'null');
  const [first, second] = choices;
  if (first !== undefined && choices.length === 1) return allowedText(first);
  if (first?.title === 'duration' && second?.minimum !== undefined && second.maximum !== undefined) {
    return `duration, ${durationText(second.minimum)} to ${durationText(second.maximum)}`;
  }
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum) return `one of ${schema.enum.map((value) => `\`${String(value)}\``).join(', ')}`;
  if (schema.type === 'array') return `list${isSchema(schema.items) ? ` of: ${allowedText(schema.items)}` : ''}`;
  if (schema.type === 'number') return `number${rangeText(schema)}`;
  if (schema.type === 'integer') return `whole number${rangeText(schema)}`;
  if (schema.type === 'boolean') return '`true` or `false`';
  if (isSchema(schema.additionalProperties)) {
    return `mapping from names to: ${allowedText(schema.additionalProperties)}`;
  }
  if (schema.type === 'object' || choices.length > 0) return 'mapping';
  return schema.title ?? 'text';
}
