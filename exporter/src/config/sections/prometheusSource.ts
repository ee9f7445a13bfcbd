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
  caFile: path('a file of CA certificates in PEM').optional(),
  certFile: path("the client's certificate in PEM").optional(),
  keyFile: path("the client's key in PEM").optional(),
  serverName: textOf('a host name').optional(),
  insecureSkipVerify: z.boolean({ error: 'true or false' }).default(false),
});

/** A Prometheus (2 or 3) or anything else with its HTTP API: Thanos, Mimir, VictoriaMetrics. Only ever read. */
export const prometheusSourceSchema = section({
  type: z.literal('prometheus'),
  name: objectName.default('prometheus'),
  url: httpUrl,
  basicAuth: section({
    username: textOf('a user name'),
    passwordFile: path('a file that holds the password'),
  }).optional(),
  bearerTokenFile: path('a file that holds the token').optional(),
  headers: z.record(headerName, headerValue, { error: 'a mapping from header names to texts' }).default({}),
  tls: tlsSchema.optional(),
  timeout: duration('100ms', '10m').prefault('10s'),
  retries: integerWithin(0, 10, 'retries').default(3),
  maxPointsPerQuery: integerWithin(10, 1_000_000, 'points').default(11_000),
  backfill: duration('0s', '400d').prefault('28d'),
  /** How often that Prometheus scrapes the services: `$__rate_interval` spans at least four of these. */
  scrapeInterval: duration('1s', '10m').prefault('15s'),
}).transform(({ timeout, backfill, scrapeInterval, ...rest }) => ({
  ...rest,
  timeoutSeconds: timeout,
  backfillSeconds: backfill,
  scrapeIntervalSeconds: scrapeInterval,
}));

export type PrometheusSourceConfig = z.output<typeof prometheusSourceSchema>;
export type TlsConfig = z.output<typeof tlsSchema>;
