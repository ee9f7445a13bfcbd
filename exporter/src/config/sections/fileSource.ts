import { z } from 'zod';
import { section } from '../values/section.ts';
import { objectName, path } from '../values/texts.ts';

/** A past given as a file of "loadstar-series" JSON lines. */
export const fileSourceSchema = section({
  type: z.literal('file').describe('This kind of source.'),
  name: objectName.default('file').describe('Name of the source.'),
  path: path('a file of loadstar-series JSON lines').describe('The file, of loadstar-series JSON lines.'),
}).describe('A past given as a file.');

export type FileSourceConfig = z.output<typeof fileSourceSchema>;
