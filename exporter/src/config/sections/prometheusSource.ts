import { z } from 'zod';
import { duration } from '../values/duration.ts';
import { httpUrl } from '../values/httpUrl.ts';
import { integerWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';
import { objectName, path, textOf } from '../values/texts.ts';

const HEADER =
  'a header name of letters, digits and -, other than Authorization, Content-Type, Content-Length and Host';
const RESERVED_HEADERS = ['authorization', 'content-type', 'content-length', 'host'];

const headerName = z
  .string({ error: HEADER })
  .regex(/^[A-Za-z0-9-]+$/, { error: HEADER })
  .refine((name) => !RESERVED_HEADERS.includes(name.toLowerCase()), { error: HEADER });

const headerValue = z
  .string({ error: 'a text of one line' })
  .regex(/^[\x20-\x7e]*$/, { error: 'a text of one line, in ASCII' });

const tlsSchema = section({
  caFile: path('a file of CA certificates in PEM')
    .optional()
    .describe("CA certificates in PEM; the system's own unless given."),
  certFile: path("the client's certificate in PEM")
    .optional()
    .describe("The client's certificate in PEM, together with `keyFile`."),
  keyFile: path("the client's key in PEM").optional().describe("The client's key in PEM."),
  serverName: textOf('a host name')
    .optional()
    .describe("Name that the server's certificate must hold; the URL's host unless given."),
  insecureSkipVerify: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe("Take any certificate of the server's."),
}).describe('Certificates of both sides.');

/** A Prometheus (2 or 3) or anything else with its HTTP API: Thanos, Mimir, VictoriaMetrics. Only ever read. */
export const prometheusSourceSchema = section({
  type: z.literal('prometheus').describe('This kind of source.'),
  name: objectName.default('prometheus').describe('Name of the source; each has one of its own.'),
  url: httpUrl.describe('Base URL, without `/api/v1`.'),
  basicAuth: section({
    username: textOf('a user name').describe('User name.'),
    passwordFile: path('a file that holds the password').describe('File that holds the password.'),
  })
    .optional()
    .describe('Basic authentication; not together with `bearerTokenFile`.'),
  bearerTokenFile: path('a file that holds the token').optional().describe('File that holds a bearer token.'),
  headers: z
    .record(headerName, headerValue, { error: 'a mapping from header names to texts' })
    .default({})
    .describe('Headers sent along, such as `X-Scope-OrgID`.'),
  tls: tlsSchema.optional(),
  timeout: duration('100ms', '10m').prefault('10s').describe('Longest wait for one answer.'),
  retries: integerWithin(0, 10, 'retries').default(3).describe('Further attempts after an answer that failed.'),
  maxPointsPerQuery: integerWithin(10, 1_000_000, 'points')
    .default(11_000)
    .describe('Points of one range query; longer windows are read in parts.'),
  backfill: duration('0s', '400d').prefault('28d').describe('How much of the past is read at the start.'),
  scrapeInterval: duration('1s', '10m')
    .prefault('15s')
    .describe('How often that Prometheus scrapes the services: `$__rate_interval` spans at least four of these.'),
})
  .transform(({ timeout, backfill, scrapeInterval, ...rest }) => ({
    ...rest,
    timeoutSeconds: timeout,
    backfillSeconds: backfill,
    scrapeIntervalSeconds: scrapeInterval,
  }))
  .describe(
    'A Prometheus (2 or 3) or anything else with its HTTP API: Thanos, Mimir, VictoriaMetrics. Only ever read.',
  );

export type PrometheusSourceConfig = z.output<typeof prometheusSourceSchema>;
export type TlsConfig = z.output<typeof tlsSchema>;
