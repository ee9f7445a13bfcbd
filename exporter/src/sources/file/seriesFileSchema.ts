import { z } from 'zod';
import { SIGNALS } from '../../core/signal.ts';

const seconds = z.number().min(0);

/** First line of a series file. */
export const seriesFileHeader = z.strictObject({
  format: z.literal('loadstar-series'),
  version: z.literal(1),
  /** Where the figures come from, e.g. that nobody measured them; shown with them. */
  origin: z.string().min(1).max(500),
  startSeconds: seconds,
  endSeconds: seconds,
});

/** Every further line: one series on a grid; null where nothing is known. */
export const seriesFileLine = z.strictObject({
  service: z.string().min(1).max(100),
  instance: z.string().min(1).max(500).nullable(),
  signal: z.enum(SIGNALS),
  labels: z.record(z.string(), z.string()).optional(),
  startSeconds: seconds,
  stepSeconds: z.number().positive(),
  values: z.array(z.number().nullable()),
});

export type SeriesFileHeader = z.output<typeof seriesFileHeader>;
export type SeriesFileLine = z.output<typeof seriesFileLine>;
