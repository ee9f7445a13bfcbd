import { z } from 'zod';
import { DRIVERS } from '../../core/vocabularies.ts';
import { duration } from '../values/duration.ts';
import { httpUrl } from '../values/httpUrl.ts';
import { integerWithin, numberWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';
import { looseText, objectName, path } from '../values/texts.ts';

const ENV_NAME = 'a name of letters, digits and _ that does not begin with K6_ or LOADSTAR_ and is not TARGET';
const seconds = numberWithin(0.0001, 3600, 'seconds').optional();
const rate = numberWithin(0.1, 1_000_000, 'requests a second');

const envName = z
  .string({ error: ENV_NAME })
  .refine((name) => /^(?!K6_|LOADSTAR_|TARGET$)[A-Za-z_][A-Za-z0-9_]*$/.test(name), { error: ENV_NAME });

/**
 * A load test. `maxRequestsPerSecond` is the given rate where it is not told, so that a test cannot be steered above
 * its start by oversight.
 */
export const testSchema = section({
  name: objectName,
  service: objectName,
  driver: z.enum(DRIVERS, { error: `one of ${DRIVERS.join(', ')}` }).default('k6'),
  script: path("the driver's script"),
  target: httpUrl,
  requestsPerSecond: rate,
  maxRequestsPerSecond: rate.optional(),
  duration: duration('1s', '24h').prefault('5m'),
  requestsPerIteration: numberWithin(0.001, 1000, 'requests per iteration').nullable().default(null),
  vus: section({
    preAllocated: integerWithin(1, 100_000, 'VUs').default(50),
    max: integerWithin(1, 100_000, 'VUs').optional(),
  })
    .prefault({})
    .transform(({ preAllocated, max }) => ({ preAllocated, max: max ?? Math.max(200, preAllocated) })),
  env: z.record(envName, looseText, { error: 'a mapping from names to texts' }).default({}),
  objectives: section({
    latencySeconds: section({ p50: seconds, p95: seconds, p99: seconds }).optional(),
    errorRatio: numberWithin(0, 1, '(a fraction, not percent)').optional(),
  }).prefault({}),
}).transform(({ duration: durationSeconds, maxRequestsPerSecond, ...rest }) => ({
  ...rest,
  durationSeconds,
  maxRequestsPerSecond: maxRequestsPerSecond ?? rest.requestsPerSecond,
}));

/** All tests; there may be none. */
export const testsSchema = z.array(testSchema, { error: 'a list of tests' }).default([]);

export type TestConfig = z.output<typeof testSchema>;
