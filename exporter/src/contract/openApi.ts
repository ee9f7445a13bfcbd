import { z } from 'zod';
import { clustersSchema, fingerprintsSchema } from './clusters.ts';
import { decisionsSchema } from './decisions.ts';
import { problemSchema } from './problem.ts';
import { runEventSchema, runSchema, runsSchema, startRunSchema, steerRunSchema, stopRunSchema } from './runs.ts';
import { anomaliesSchema, forecastQuerySchema, forecastSchema, serviceSchema, servicesSchema } from './services.ts';
import { sessionSchema } from './session.ts';
import { statusSchema } from './status.ts';
import { testsSchema } from './tests.ts';

/** One operation of the API: where, what it takes and what it answers. */
interface Operation {
  readonly method: 'get' | 'post' | 'patch';
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
  readonly answer: z.ZodType;
  readonly status?: 200 | 201;
  readonly mediaType?: string;
  /** Whether it needs the token though it changes nothing; whatever changes something needs it anyway. */
  readonly token?: boolean;
}

const OPERATIONS: readonly Operation[] = [
  { method: 'get', path: '/status', summary: 'Version, clock, notices', answer: statusSchema },
  { method: 'get', path: '/session', summary: 'Whether a token is accepted', answer: sessionSchema, token: true },
  { method: 'get', path: '/services', summary: 'All services as of the last cycle', answer: servicesSchema },
  { method: 'get', path: '/services/{name}', summary: 'One service as of the last cycle', answer: serviceSchema },
  {
    method: 'get',
    path: '/services/{name}/forecast',
    summary: 'Past and forecast of a signal, step by step',
    query: forecastQuerySchema,
    answer: forecastSchema,
  },
  {
    method: 'get',
    path: '/services/{name}/anomalies',
    summary: 'Anomaly scores of the past day',
    answer: anomaliesSchema,
  },
  {
    method: 'get',
    path: '/services/{name}/clusters',
    summary: 'Which instances are alike, and how versions differ',
    answer: clustersSchema,
  },
  {
    method: 'get',
    path: '/services/{name}/fingerprints',
    summary: 'What is unusual in each instance',
    answer: fingerprintsSchema,
  },
  { method: 'get', path: '/tests', summary: 'Configured tests and whether they can start', answer: testsSchema },
  { method: 'get', path: '/runs', summary: 'Runs, newest first', answer: runsSchema },
  { method: 'post', path: '/runs', summary: 'Start a test', body: startRunSchema, answer: runSchema, status: 201 },
  { method: 'get', path: '/runs/{id}', summary: 'A run with its per-second series', answer: runSchema },
  {
    method: 'patch',
    path: '/runs/{id}/steer',
    summary: 'Change the rate, pause, resume',
    body: steerRunSchema,
    answer: runSchema,
  },
  {
    method: 'post',
    path: '/runs/{id}/stop',
    summary: 'Stop a run in any state',
    body: stopRunSchema,
    answer: runSchema,
  },
  {
    method: 'get',
    path: '/runs/{id}/events',
    summary: 'A run as it happens (server-sent events)',
    answer: runEventSchema,
    mediaType: 'text/event-stream',
  },
  { method: 'get', path: '/decisions', summary: 'What was decided and why, newest first', answer: decisionsSchema },
];

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): unknown =>
  z.toJSONSchema(schema, { target: 'openapi-3.0', io });

function parameters(operation: Operation): unknown[] {
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(operation.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: schemaOf(schema as z.ZodType, 'input'),
  }));
  return [...inPath, ...inQuery];
}

function describeOperation(operation: Operation): Record<string, unknown> {
  const needsToken = operation.method !== 'get' || operation.token === true;
  return {
    summary: operation.summary,
    parameters: parameters(operation),
    ...(needsToken ? { security: [{ token: [] }] } : {}),
    ...(operation.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(operation.body, 'input') } },
          },
        }),
    responses: {
      [operation.status ?? 200]: {
        description: operation.summary,
        content: { [operation.mediaType ?? 'application/json']: { schema: schemaOf(operation.answer, 'output') } },
      },
      default: {
        description: 'A problem (RFC 9457)',
        content: { 'application/problem+json': { schema: schemaOf(problemSchema, 'output') } },
      },
    },
  };
}

/** The API as an OpenAPI 3.0.3 document, generated from the schemas that the exporter itself answers by. */
export function openApi(version: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    (paths[`/api/v1${operation.path}`] ??= {})[operation.method] = describeOperation(operation);
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Loadstar', version, license: { name: 'Apache-2.0' } },
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}
