import { z } from 'zod';
import { suggestion } from './suggestion.ts';

/**
 * A mapping that refuses unknown keys. Its message for unknown keys has one line for each of them, in their order:
 * {@link toFields} makes one field of each.
 */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape);
  const list = known.join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => `${suggestion(key, known)}known keys: ${list}`).join('\n')
        : `a mapping with the keys ${list}`,
  });
}
