import type { z } from 'zod';
import type { ProblemField } from '../core/problem.ts';
import { fieldPath } from './values/fieldPath.ts';
import { shownValue } from './values/shownValue.ts';

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[segment];
  }
  return value;
}

/**
 * Issues of a schema as fields of a Problem.
 * @param prefix path of `input` within the whole configuration
 */
export function toFields(
  issues: readonly z.core.$ZodIssue[],
  prefix: readonly PropertyKey[],
  input: unknown,
): ProblemField[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      // One line of the message for each key; see section().
      const lines = issue.message.split('\n');
      return issue.keys.map((key, i) => ({
        path: fieldPath([...path, key]),
        allowed: `unknown key; ${lines[i] ?? lines[0] ?? ''}`,
      }));
    }
    if (issue.code === 'invalid_key') {
      return [{ path: fieldPath(path), allowed: issue.issues[0]?.message ?? issue.message }];
    }
    const value = valueAt(input, issue.path);
    const shown = shownValue(path, value);
    return [
      {
        path: fieldPath(path),
        ...(shown === undefined ? {} : { value: shown }),
        allowed: value === undefined ? `missing; ${issue.message}` : issue.message,
      },
    ];
  });
}
