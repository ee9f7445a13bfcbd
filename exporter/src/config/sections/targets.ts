import { z } from 'zod';
import { allowedTarget } from '../values/allowedTarget.ts';
import { numberWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';

/** What load may be sent to, and how much. Nothing is allowed unless it is listed. */
export const targetsSchema = section({
  allow: z
    .array(allowedTarget, { error: 'a list of hosts, addresses or networks' })
    .default([])
    .describe('Hosts, addresses and networks, with a port or for all of them: `10.1.0.0/16`, `shop.example:8080`.'),
  maxRequestsPerSecond: numberWithin(0.1, 1_000_000, 'requests a second')
    .default(100)
    .describe('Highest rate of any run, whatever anyone asks.'),
  unconfined: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe('Lets drivers run that cannot be kept to the allowed addresses where they dial.'),
})
  .prefault({})
  .describe('What load may be sent to, and how much. Nothing is allowed unless it is listed.');

export type TargetsConfig = z.output<typeof targetsSchema>;
