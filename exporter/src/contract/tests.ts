import { z } from 'zod';
import { DRIVERS } from '../core/vocabularies.ts';
import { problemSchema } from './problem.ts';

/** A configured test: GET /api/v1/tests */
export const testSchema = z.object({
  name: z.string(),
  service: z.string(),
  driver: z.enum(DRIVERS),
  target: z.string(),
  requestsPerSecond: z.number(),
  maxRequestsPerSecond: z.number(),
  durationSeconds: z.number(),
  capabilities: z.object({ retarget: z.boolean(), pause: z.boolean(), confine: z.boolean() }),
  /** Why it cannot be started now (no k6, for one); null when it can. */
  problem: problemSchema.nullable(),
});
export type Test = z.infer<typeof testSchema>;

export const testsSchema = z.object({ tests: z.array(testSchema) });
