import { z } from 'zod';
import { labelName } from '../values/metricNames.ts';
import { section } from '../values/section.ts';
import { objectName, textOf } from '../values/texts.ts';
import { serviceSchema } from './services.ts';

/** One way in which services are found in a Prometheus, so that nobody needs to list them. */
export const discoverEntrySchema = section({
  preset: textOf('the name of a preset, or the path of a preset of your own (.yml)').describe(
    'Name of a preset that comes along, or path of one of your own (ends in `.yml` or `.yaml`).',
  ),
  source: objectName
    .nullable()
    .default(null)
    .describe('Name of a prometheus source; may be left out where there is only one.'),
  match: z
    .record(labelName, textOf('a regular expression, as in PromQL'), {
      error: 'a mapping from label names to regular expressions',
    })
    .default({})
    .describe('Only series whose labels match these regular expressions, anchored at both ends.'),
  name: textOf('a name with labels in braces, such as "{job}"')
    .optional()
    .describe(
      "Name of each service, from the labels that tell services apart: `{job}`; the preset's own unless given.",
    ),
  labels: serviceSchema.shape.labels.describe('Labels of each service found; values may hold labels in braces.'),
  limits: serviceSchema.shape.limits.describe('Highest bearable value of a signal, for each service found.'),
});

/** All ways of finding services. */
export const discoverSchema = z
  .array(discoverEntrySchema, { error: 'a list of ways to find services' })
  .default([])
  .describe('Ways in which services are found in a Prometheus, so that nobody needs to list them.');

export type DiscoverConfig = z.output<typeof discoverEntrySchema>;
