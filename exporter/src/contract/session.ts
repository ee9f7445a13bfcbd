import { z } from 'zod';
import { ROLES } from '../core/vocabularies.ts';

/** GET /api/v1/session: who the exporter takes the caller for. Changes nothing; its use is to try a token. */
export const sessionSchema = z.object({
  /** As the decision log names whoever asks: `api`, `console`, `Grafana, unverified`. */
  actor: z.string(),
  role: z.enum(ROLES),
});
export type Session = z.infer<typeof sessionSchema>;
