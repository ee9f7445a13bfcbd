import type { z } from 'zod';
import { numberWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';

/** How often detectors may be wrong: one budget for the whole exporter, per week of the services' clock. */
export const anomalySchema = section({
  falseAlarmsPerWeek: numberWithin(0.01, 1000, 'false alarms a week')
    .default(5)
    .describe('How many false alarms a week are borne, in all.'),
})
  .prefault({})
  .describe('How often detectors may be wrong: one budget for the whole exporter, by the clock of the services.');

export type AnomalyConfig = z.output<typeof anomalySchema>;
