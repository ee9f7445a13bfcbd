import type { z } from 'zod';
import { integerWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';

/** Caps of what `/metrics` shows. */
export const metricsSchema = section({
  /** Instances per service, the most unusual first; the rest through the API. */
  maxInstances: integerWithin(0, 10_000, 'instances').default(50),
  maxServices: integerWithin(1, 100_000, 'services').default(1000),
}).prefault({});

export type MetricsConfig = z.output<typeof metricsSchema>;
