import { z } from 'zod';
import { fileSourceSchema } from './fileSource.ts';
import { prometheusSourceSchema } from './prometheusSource.ts';
import { scrapeSourceSchema } from './scrapeSource.ts';

/** One place that production's behaviour is read from, told apart by `type`. */
export const sourceSchema = z.discriminatedUnion(
  'type',
  [prometheusSourceSchema, scrapeSourceSchema, fileSourceSchema],
  {
    error: 'a mapping with `type` prometheus, scrape or file',
  },
);

const LIST = 'a list of at least one source: type prometheus, scrape or file';

/** All sources. */
export const sourcesSchema = z
  .array(sourceSchema, { error: LIST })
  .min(1, { error: LIST })
  .describe("Where production's behaviour is read from, told apart by `type`.");

export type SourceConfig = z.output<typeof sourceSchema>;
