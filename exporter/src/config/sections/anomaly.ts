import type { z } from 'zod';
import { numberWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';

/** How often detectors may be wrong: one budget for the whole exporter, per week of the services' clock. */
export const anomalySchema = section({
  falseAlarmsPerWeek: numberWithin(0.01, 1000, 'false alarms a week').default(5),
}).prefault({});

export type AnomalyConfig = z.output<typeof anomalySchema>;
