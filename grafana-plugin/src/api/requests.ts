import {
  anomaliesSchema,
  decisionsSchema,
  forecastSchema,
  runEventSchema,
  runSchema,
  runsSchema,
  serviceSchema,
  servicesSchema,
  sessionSchema,
  statusSchema,
  testsSchema,
  type RunStreamEvent,
  type StartRun,
  type SteerRun,
} from '@loadstar/exporter/contract';
import type { z } from 'zod';
import type { ApiRequest } from './apiRequest';
import type { StreamRequest } from './openStream';

function get<Schema extends z.ZodType>(path: string, answer: Schema): ApiRequest<z.infer<Schema>> {
  return { method: 'GET', path, answer: answer as z.ZodType<z.infer<Schema>> };
}

const service = (name: string): string => `services/${encodeURIComponent(name)}`;
const run = (id: string): string => `runs/${encodeURIComponent(id)}`;

/** Every call that the plugin makes. Pure: building one sends nothing. */
export const requests = {
  status: () => get('status', statusSchema),
  session: () => get('session', sessionSchema),
  services: () => get('services', servicesSchema),
  service: (name: string) => get(service(name), serviceSchema),
  anomalies: (name: string) => get(`${service(name)}/anomalies`, anomaliesSchema),
  forecast: (name: string, signal: string) =>
    get(`${service(name)}/forecast?signal=${encodeURIComponent(signal)}`, forecastSchema),
  tests: () => get('tests', testsSchema),
  runs: () => get('runs', runsSchema),
  run: (id: string) => get(run(id), runSchema),
  runEvents: (id: string): StreamRequest<RunStreamEvent> => ({ path: `${run(id)}/events`, event: runEventSchema }),
  decisions: () => get('decisions', decisionsSchema),
  startRun: (body: StartRun) => ({ method: 'POST', path: 'runs', body, answer: runSchema }) as const,
  steerRun: (id: string, body: SteerRun) =>
    ({ method: 'PATCH', path: `${run(id)}/steer`, body, answer: runSchema }) as const,
  stopRun: (id: string, reason?: string) =>
    ({
      method: 'POST',
      path: `${run(id)}/stop`,
      body: reason === undefined ? {} : { reason },
      answer: runSchema,
    }) as const,
};
