import { z } from 'zod';

/** RFC 9457 problem details; `errors` lists every wrong field at once. Media type application/problem+json. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), value: z.string().optional(), allowed: z.string() })),
});
export type ProblemDetails = z.infer<typeof problemSchema>;
