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
  .regex(/^(?!K6_|LOADSTAR_|TARGET$)[A-Za-z_][A-Za-z0-9_]*$/, { error: ENV_NAME });

/**
 * A load test. `maxRequestsPerSecond` is the given rate where it is not told, so that a test cannot be steered above
 * its start by oversight.
 */
export const testSchema = section({
  name: objectName.describe('Name of the test; each has one of its own.'),
  service: objectName.describe('Service that the load is meant for.'),
  driver: z
    .enum(DRIVERS, { error: `one of ${DRIVERS.join(', ')}` })
    .default('k6')
    .describe('Which load generator runs it.'),
  script: path("the driver's script").describe('Script of the driver; it finds the target in `__ENV.TARGET`.'),
  target: httpUrl.describe('Where the load goes; `targets.allow` must cover it.'),
  requestsPerSecond: rate.describe('Rate at the start, in requests a second.'),
  maxRequestsPerSecond: rate
    .optional()
    .describe('Highest rate that it can be steered to; `requestsPerSecond` unless given.'),
  duration: duration('1s', '24h').prefault('5m').describe('How long a run lasts.'),
  requestsPerIteration: numberWithin(0.001, 1000, 'requests per iteration')
    .nullable()
    .default(null)
    .describe('Requests that one iteration of the script makes; measured unless given.'),
  runners: integerWithin(1, 100, 'runners')
    .default(1)
    .describe('Processes of the load generator that share the load, as many as the pool has at most.'),
  vus: section({
    preAllocated: integerWithin(1, 100_000, 'VUs').default(50).describe('VUs at the start.'),
    max: integerWithin(1, 100_000, 'VUs')
      .optional()
      .describe('VUs at most; the larger of 200 and `preAllocated` unless given.'),
  })
    .prefault({})
    .transform(({ preAllocated, max }) => ({ preAllocated, max: max ?? Math.max(200, preAllocated) }))
    .describe('Virtual users, which make the requests.'),
  env: z
    .record(envName, looseText, { error: 'a mapping from names to texts' })
    .default({})
    .describe('Variables for the script, in `__ENV`.'),
  objectives: section({
    latencySeconds: section({
      p50: seconds.describe('Median, in seconds.'),
      p95: seconds.describe('95th percentile, in seconds.'),
      p99: seconds.describe('99th percentile, in seconds.'),
    })
      .optional()
      .describe('Highest latency that passes.'),
    errorRatio: numberWithin(0, 1, '(a fraction, not percent)')
      .optional()
      .describe('Highest share of failed requests that passes; a fraction, not percent.'),
  })
    .prefault({})
    .describe('What a run must hold to pass.'),
}).transform(({ duration: durationSeconds, maxRequestsPerSecond, ...rest }) => ({
  ...rest,
  durationSeconds,
  maxRequestsPerSecond: maxRequestsPerSecond ?? rest.requestsPerSecond,
}));

/** All tests; there may be none. */
export const testsSchema = z
  .array(testSchema, { error: 'a list of tests' })
  .default([])
  .describe('Load tests that can be run.');

export type TestConfig = z.output<typeof testSchema>;
