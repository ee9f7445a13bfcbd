import { z } from 'zod';
import { SIGNALS } from '../core/signal.ts';
import { ANOMALY_MODELS, DETECTOR_STATES, FORECAST_MODELS, HORIZONS } from '../core/vocabularies.ts';

const signalSchema = z.enum(SIGNALS);

/** One service as of the last cycle: GET /api/v1/services and /api/v1/services/:name */
export const serviceSchema = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  dataTimestamp: z.iso.datetime().nullable(),
  current: z.partialRecord(signalSchema, z.number()),
  forecast: z.array(
    z.object({ signal: signalSchema, horizon: z.enum(HORIZONS), probability: z.number(), value: z.number() }),
  ),
  peak: z.array(z.object({ horizon: z.enum(HORIZONS), probability: z.number(), value: z.number() })),
  limits: z.array(z.object({ signal: signalSchema, limit: z.number(), timestamp: z.iso.datetime().nullable() })),
  anomaly: z.object({
    state: z.enum(DETECTOR_STATES),
    reason: z.string().nullable(),
    scores: z.array(z.object({ model: z.enum(ANOMALY_MODELS), score: z.number() })),
    contributions: z.array(z.object({ signal: signalSchema, ratio: z.number() })),
  }),
  instances: z.array(z.object({ instance: z.string(), score: z.number().nullable() })),
  instancesOmitted: z.number().int(),
});
export type Service = z.infer<typeof serviceSchema>;

export const servicesSchema = z.object({ services: z.array(serviceSchema) });

/** GET /api/v1/services/:name/forecast?signal=requests_per_second */
export const forecastQuerySchema = z.strictObject({ signal: signalSchema.default('requests_per_second') });

/** The past as far as a chart wants it and the distribution of every step to come. Times in Unix seconds. */
export const forecastSchema = z.object({
  service: z.string(),
  signal: signalSchema,
  model: z.enum(FORECAST_MODELS).nullable(),
  history: z.object({ timestamps: z.array(z.number()), values: z.array(z.number().nullable()) }),
  forecast: z.object({
    timestamps: z.array(z.number()),
    quantiles: z.array(z.object({ probability: z.number(), values: z.array(z.number()) })),
  }),
  limit: z.number().nullable(),
  /** Why there is no forecast; null where there is one. */
  reason: z.string().nullable(),
  /** History before this time is synthetic (Unix seconds); null where all of it was measured. */
  syntheticBefore: z.number().nullable(),
});
export type ServiceForecast = z.infer<typeof forecastSchema>;

/** GET /api/v1/services/:name/anomalies: the ensemble's score over the past day. Times in Unix seconds. */
export const anomaliesSchema = z.object({
  service: z.string(),
  state: z.enum(DETECTOR_STATES),
  timestamps: z.array(z.number()),
  scores: z.array(z.number().nullable()),
});
export type ServiceAnomalies = z.infer<typeof anomaliesSchema>;
