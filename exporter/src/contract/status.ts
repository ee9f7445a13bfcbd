import { z } from 'zod';

/** Something that everyone who looks should know: data that are synthetic, a tool that is missing. */
export const noticeSchema = z.object({
  level: z.enum(['info', 'warning']),
  text: z.string(),
});

/** GET /api/v1/status */
export const statusSchema = z.object({
  version: z.string(),
  startedAt: z.iso.datetime(),
  now: z.iso.datetime(),
  cycle: z.object({ intervalSeconds: z.number(), lastAt: z.iso.datetime().nullable() }),
  clock: z.object({
    secondsPerDay: z.number(),
    /** "1 day = 10 min" where time is compressed; null on production's clock. */
    label: z.string().nullable(),
    /** Time of day on that clock, 0–1. */
    dayFraction: z.number(),
  }),
  ready: z.boolean(),
  notices: z.array(noticeSchema),
});
export type Status = z.infer<typeof statusSchema>;
