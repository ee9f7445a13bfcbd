import { z } from 'zod';
import { integerWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';

/** Which components of fingerprints are shown: those that stand out, all of them, or none. */
const FINGERPRINTS = ['outliers', 'all', 'none'] as const;

/** Caps of what `/metrics` shows. */
export const metricsSchema = section({
  maxInstances: integerWithin(0, 10_000, 'instances')
    .default(50)
    .describe('Instances of each service with figures of their own, the most unusual first; the API has the rest.'),
  fingerprints: z
    .enum(FINGERPRINTS, { error: `one of ${FINGERPRINTS.join(', ')}` })
    .default('outliers')
    .describe('Components of fingerprints: those that stand out, all of them, or none.'),
  maxServices: integerWithin(1, 100_000, 'services').default(1000).describe('Services that are watched at most.'),
})
  .prefault({})
  .describe('What `/metrics` shows at most.');

export type MetricsConfig = z.output<typeof metricsSchema>;
