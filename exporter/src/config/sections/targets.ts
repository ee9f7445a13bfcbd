import { z } from 'zod';
import { allowedTarget } from '../values/allowedTarget.ts';
import { numberWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';

/** What load may be sent to, and how much. Nothing is allowed unless it is listed. */
export const targetsSchema = section({
  allow: z.array(allowedTarget, { error: 'a list of hosts, addresses or networks' }).default([]),
  /** Holds whatever anyone asks. */
  maxRequestsPerSecond: numberWithin(0.1, 1_000_000, 'requests a second').default(100),
  /** Lets drivers run that cannot be kept to the allowed addresses where they dial. */
  unconfined: z.boolean({ error: 'true or false' }).default(false),
}).prefault({});

export type TargetsConfig = z.output<typeof targetsSchema>;
