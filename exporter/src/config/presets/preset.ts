import { z } from 'zod';
import { labelName } from '../values/metricNames.ts';
import { section } from '../values/section.ts';
import { signalMap } from '../values/signalMap.ts';
import { textOf } from '../values/texts.ts';

const PLACEHOLDERS = ['selector', 'instance', '__rate_interval'];

/** PromQL with placeholders; `wanted` are those that must stand in it. */
function template(what: string, wanted: readonly string[]) {
  const error = `${what}, with ${wanted.map((name) => `$${name}`).join(' and ')}`;
  const used = (text: string): string[] => [...text.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? '');
  return textOf(error)
    .refine((text) => wanted.every((name) => used(text).includes(name)), { error })
    .refine((text) => used(text).every((name) => PLACEHOLDERS.includes(name)), {
      error: `no placeholder other than ${PLACEHOLDERS.map((name) => `$${name}`).join(', ')}`,
    });
}

/** Labels that tell services apart; of several such ways the first under which anything is found is taken. */
const identitySchema = section({
  labels: z
    .array(labelName, { error: 'a list of label names' })
    .min(1, { error: 'at least one label name, such as job' }),
  /** Further matchers that always apply, as within the braces of PromQL. */
  matchers: textOf('matchers, such as reporter="destination"').optional(),
  /** Name of a service: labels in braces. Their values, joined by dots, unless given. */
  name: textOf('a name with labels in braces, such as "{job}"').optional(),
  /** Label that tells instances apart. */
  instance: labelName.default('instance'),
});

/** A set of series that gives some of the signals. A service has the family if it has a series of it. */
const familySchema = section({
  series: template('a selector of series, such as http_requests_total{$selector}', ['selector']),
  /** Whether a service is found by it; otherwise it only adds signals to services that others find. */
  findsServices: z.boolean({ error: 'true or false' }).default(true),
  signals: signalMap(template('a PromQL expression of one series', ['selector'])).prefault({}),
  instances: signalMap(template('a PromQL expression of one series per instance', ['selector', 'instance'])).prefault(
    {},
  ),
});

/**
 * How services of one kind are found in a Prometheus and read from it: plain data, so that users write their own.
 * `$selector` stands for the matchers of one service (of all, while looking for them), `$instance` for the label that
 * tells instances apart, `$__rate_interval` for a fitting range. Of the families that a service has, the first that
 * names a signal gives it.
 */
export const presetSchema = section({
  description: textOf('what it finds, in a sentence'),
  services: z
    .array(identitySchema, { error: 'a list of ways to tell services apart' })
    .min(1, { error: 'at least one way to tell services apart, such as {labels: [job]}' }),
  families: z
    .array(familySchema, { error: 'a list of families of series' })
    .min(1, { error: 'at least one family of series' })
    .refine((families) => families.some(({ findsServices }) => findsServices), {
      error: 'at least one family that finds services',
    }),
});

export type Preset = z.output<typeof presetSchema>;
export type PresetIdentity = z.output<typeof identitySchema>;
