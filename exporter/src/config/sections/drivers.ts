import type { z } from 'zod';
import { section } from '../values/section.ts';
import { path } from '../values/texts.ts';

/** Where the load generators are; one that is not named here is looked for on PATH. */
export const driversSchema = section({
  k6: section({ path: path('the k6 program').optional().describe('The k6 program; looked for on PATH unless given.') })
    .prefault({})
    .describe('The k6 driver.'),
})
  .prefault({})
  .describe('Where the load generators are.');

export type DriversConfig = z.output<typeof driversSchema>;
