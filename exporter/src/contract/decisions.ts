import { z } from 'zod';

/** GET /api/v1/decisions: newest first. */
export const decisionsSchema = z.object({
  decisions: z.array(
    z.object({
      timestamp: z.iso.datetime(),
      kind: z.string(),
      subject: z.string(),
      choice: z.string(),
      reason: z.string(),
      actor: z.string(),
    }),
  ),
});
export type Decisions = z.infer<typeof decisionsSchema>;
