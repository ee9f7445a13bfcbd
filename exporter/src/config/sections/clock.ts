import type { z } from 'zod';
import { numberWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';

/** The clock of the watched services: how many real seconds their day lasts. Less than 86,400 only for demos. */
export const clockSchema = section({
  secondsPerDay: numberWithin(60, 86_400, '(86,400 but for compressed demos)')
    .default(86_400)
    .describe('Real seconds that a day of the services lasts; less than 86,400 for demos only.'),
})
  .prefault({})
  .describe('The clock of the watched services.');

export type ClockConfig = z.output<typeof clockSchema>;
