import type { z } from 'zod';
import { Problem } from '../core/problem.ts';

/** Reads a body or query by its schema; throws one Problem that names every wrong field. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown, what: string): z.output<T> {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    allowed: issue.message,
  }));
  throw new Problem(
    'bad_request',
    `Invalid ${what}`,
    fields.map((field) => (field.path === '' ? field.allowed : `${field.path}: ${field.allowed}`)).join('; '),
    fields,
  );
}
