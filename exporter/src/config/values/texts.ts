import { z } from 'zod';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;

/**
 * A name of a service, instance, source or test. ASCII without slashes or blanks, since it stands in the API's paths
 * (also behind proxies that decode `%2F`), in label values and in file names.
 */
export const objectName = z
  .string({ error: 'a name' })
  .regex(NAME, {
    error: 'a name of 1 to 100 letters (A–Z, a–z), digits and . _ : -, beginning with a letter or digit',
  })
  .meta({ title: 'name' });

/** A text that is not empty; `what` says what it should hold. */
export function textOf(what: string) {
  return z
    .string({ error: what })
    .min(1, { error: what })
    .max(20_000, { error: `${what}, at most 20,000 characters` });
}

/** A path; relative ones are resolved against the folder of the configuration file when it is loaded. */
export function path(what: string) {
  const error = `${what} (a path, relative to the configuration file or absolute)`;
  return z
    .string({ error })
    .min(1, { error })
    .max(4096, { error })
    .refine((text) => !text.includes('\0'), { error })
    .meta({ title: 'path' });
}

/** A number, boolean or text, as text: YAML reads `version: 1.4` as a number, where a text was meant. */
export const looseText = z
  .union([z.string(), z.number(), z.boolean()], { error: 'a text (or a number or boolean, taken as text)' })
  .transform(String);
