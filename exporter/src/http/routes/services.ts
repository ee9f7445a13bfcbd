import { Router } from 'express';
import type { ServiceSnapshot } from '../../core/snapshot.ts';
import { forecastQuerySchema } from '../../contract/index.ts';
import type { ServiceAnomalies, ServiceForecast } from '../../contract/index.ts';
import type { HttpDeps } from '../deps.ts';
import { findService } from '../findService.ts';
import { parseInput } from '../parseInput.ts';
import { serviceView } from '../views/serviceView.ts';

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** What is known of services: the list, one, its forecast curve, its anomaly scores. */
export function servicesRoutes(deps: HttpDeps): Router {
  const router = Router();
  const find = (name: string): ServiceSnapshot => findService(deps.snapshot(), name);

  router.get('/services', (_request, response) => {
    response.json({ services: (deps.snapshot()?.services ?? []).map(serviceView) });
  });
  router.get('/services/:name', (request, response) => {
    response.json(serviceView(find(request.params.name)));
  });
  router.get('/services/:name/forecast', (request, response) => {
    const { signal } = parseInput(forecastQuerySchema, request.query, 'query');
    const service = find(request.params.name);
    const past = deps.history.recent(service.name, signal);
    const forecast = service.forecasts.find((one) => one.signal === signal);
    const { startSeconds = 0, stepSeconds = 0, probabilities = [], quantiles = [] } = forecast?.distribution ?? {};
    const body: ServiceForecast = {
      service: service.name,
      signal,
      model: forecast?.model ?? null,
      history: {
        timestamps: Array.from(past.values, (_value, i) => past.startSeconds + i * past.stepSeconds),
        values: Array.from(past.values, finiteOrNull),
      },
      forecast: {
        timestamps: Array.from(quantiles[0] ?? [], (_value, i) => startSeconds + i * stepSeconds),
        quantiles: probabilities.map((probability, p) => ({ probability, values: Array.from(quantiles[p] ?? []) })),
      },
      limit: deps.history.limit(service.name, signal),
      reason:
        forecast === undefined
          ? `No forecast of ${signal} yet: the history is too short, too old, or has no such signal.`
          : null,
      syntheticBefore: deps.history.syntheticBeforeSeconds(),
    };
    response.json(body);
  });
  router.get('/services/:name/anomalies', (request, response) => {
    const service = find(request.params.name);
    const { timestamps, scores } = deps.history.scores(service.name);
    const body: ServiceAnomalies = {
      service: service.name,
      state: service.anomaly.state,
      timestamps: [...timestamps],
      scores: [...scores],
    };
    response.json(body);
  });
  return router;
}
