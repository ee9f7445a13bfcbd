import { z } from 'zod';
import { section } from '../values/section.ts';
import { objectName, path } from '../values/texts.ts';

/** A past given as a file of "loadstar-series" JSON lines. */
export const fileSourceSchema = section({
  type: z.literal('file'),
  name: objectName.default('file'),
  path: path('a file of loadstar-series JSON lines'),
});

export type FileSourceConfig = z.output<typeof fileSourceSchema>;
