import { z } from 'zod';
import { configSchema } from './config.ts';

/** A JSON Schema, as plain data. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * JSON Schema (draft 2020-12, https://json-schema.org/draft/2020-12) of loadstar.yml as it is written: durations are
 * texts or seconds, keys with a default may be left out. It takes everything that the exporter takes. What no schema can
 * say (names that refer to each other, files that exist, targets that are allowed) is for `loadstar check` to tell.
 */
export function configJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-2020-12' });
  return { ...($schema !== undefined && { $schema }), title: 'Configuration of Loadstar (loadstar.yml)', ...schema };
}
