import { z } from 'zod';
import { RUN_STATES } from '../core/runState.ts';
import { VERDICTS } from '../core/vocabularies.ts';

/** POST /api/v1/runs */
export const startRunSchema = z.strictObject({
  test: z.string().min(1),
  requestsPerSecond: z.number().positive().optional(),
  durationSeconds: z.number().positive().max(86_400).optional(),
  runners: z.int().positive().max(100).optional(),
});
export type StartRun = z.infer<typeof startRunSchema>;

/** PATCH /api/v1/runs/:id/steer; at least one field. */
export const steerRunSchema = z
  .strictObject({
    requestsPerSecond: z.number().nonnegative().optional(),
    paused: z.boolean().optional(),
  })
  .refine((body) => body.requestsPerSecond !== undefined || body.paused !== undefined, {
    error: 'needs requestsPerSecond or paused',
  });
export type SteerRun = z.infer<typeof steerRunSchema>;

/** POST /api/v1/runs/:id/stop */
export const stopRunSchema = z.strictObject({ reason: z.string().max(200).optional() });

/** One second of a run, over all its runners. `time` in Unix seconds. */
export const runSecondSchema = z.object({
  time: z.number(),
  targetRequestsPerSecond: z.number(),
  actualRequestsPerSecond: z.number(),
  errorsPerSecond: z.number(),
  refusedPerSecond: z.number(),
  droppedIterationsPerSecond: z.number(),
  vus: z.number(),
  p50Seconds: z.number().nullable(),
  p95Seconds: z.number().nullable(),
  p99Seconds: z.number().nullable(),
});
export type RunSecondView = z.infer<typeof runSecondSchema>;

/** A run without its series: GET /api/v1/runs */
export const runSummarySchema = z.object({
  id: z.string(),
  test: z.string(),
  service: z.string(),
  driver: z.string(),
  actor: z.string(),
  state: z.enum(RUN_STATES),
  verdict: z.enum(VERDICTS).nullable(),
  reason: z.string().nullable(),
  targetRequestsPerSecond: z.number(),
  ceilingRequestsPerSecond: z.number(),
  durationSeconds: z.number(),
  runners: z.number(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  totals: z.object({ requests: z.number(), errors: z.number(), refused: z.number() }),
  latency: z.object({ p50Seconds: z.number(), p95Seconds: z.number(), p99Seconds: z.number() }).nullable(),
  notices: z.array(z.string()),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

export const runsSchema = z.object({ runs: z.array(runSummarySchema) });

/** A run with its per-second series: GET /api/v1/runs/:id, and the answer to start, steer and stop. */
export const runSchema = runSummarySchema.extend({ series: z.array(runSecondSchema) });
export type Run = z.infer<typeof runSchema>;

/** What the event stream of a run sends, as `event: <type>` with the rest as JSON data. */
export const runEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), run: runSummarySchema }),
  z.object({ type: z.literal('second'), second: runSecondSchema }),
]);
export type RunStreamEvent = z.infer<typeof runEventSchema>;
