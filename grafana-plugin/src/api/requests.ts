import {
  forecastSchema,
  runSchema,
  runsSchema,
  servicesSchema,
  statusSchema,
  testsSchema,
  type StartRun,
  type SteerRun,
} from '@loadstar/exporter/contract';
import type { z } from 'zod';
import type { ApiRequest } from './apiRequest';

function get<Schema extends z.ZodType>(path: string, answer: Schema): ApiRequest<z.infer<Schema>> {
  return { method: 'GET', path, answer: answer as z.ZodType<z.infer<Schema>> };
}

const run = (id: string): string => `runs/${encodeURIComponent(id)}`;

/** Every call that the plugin makes. Pure: building one sends nothing. */
export const requests = {
  status: () => get('status', statusSchema),
  services: () => get('services', servicesSchema),
  forecast: (service: string, signal: string) =>
    get(`services/${encodeURIComponent(service)}/forecast?signal=${encodeURIComponent(signal)}`, forecastSchema),
  tests: () => get('tests', testsSchema),
  runs: () => get('runs', runsSchema),
  run: (id: string) => get(run(id), runSchema),
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
