import type { z } from 'zod';
import { duration } from '../values/duration.ts';
import { integerWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';

/** How much of the past is kept in memory. Durations on the services' clock (compressed in demos). */
export const historySchema = section({
  retention: duration('1h', '400d').prefault('28d').describe('How long the past is kept.'),
  fineRetention: duration('10m', '7d')
    .prefault('1d')
    .describe("How long points are kept at the cycle's own interval; not longer than `retention`."),
  step: duration('1m', '2h').prefault('5m').describe("Step of the older past; also the models' step."),
  maxSeries: integerWithin(1, 1_000_000, 'series')
    .default(20_000)
    .describe('Series that are held at most; further ones are left out, and that is told.'),
})
  .prefault({})
  .transform(({ retention, fineRetention, step, ...rest }) => ({
    ...rest,
    retentionSeconds: retention,
    fineRetentionSeconds: fineRetention,
    stepSeconds: step,
  }))
  .describe('How much of the past is kept; durations by the clock of the services.');

export type HistoryConfig = z.output<typeof historySchema>;
