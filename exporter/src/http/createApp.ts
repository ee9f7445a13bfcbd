import express from 'express';
import type { Express } from 'express';
import { Problem } from '../core/problem.ts';
import { openApi } from '../contract/openApi.ts';
import { isoTime } from './views/isoTime.ts';
import { checkHost } from './authenticate.ts';
import type { HttpDeps } from './deps.ts';
import { problemResponse } from './problemResponse.ts';
import { clustersRoutes } from './routes/clusters.ts';
import { consoleRoutes } from './routes/console.ts';
import { operationsRoutes } from './routes/operations.ts';
import { runsRoutes } from './routes/runs.ts';
import { servicesRoutes } from './routes/services.ts';
import { sessionRoutes } from './routes/session.ts';

/** The Express application over the contract. It only reads what it is handed and hands on what is asked. */
export function createApp(deps: HttpDeps, log: (message: string, error: unknown) => void): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(checkHost(deps.listenHost));
  app.use((_request, response, next) => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('x-frame-options', 'SAMEORIGIN');
    response.setHeader('referrer-policy', 'no-referrer');
    next();
  });
  app.use(operationsRoutes(deps));
  app.use('/console', consoleRoutes(deps));
  const api = express.Router();
  api.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  api.get('/status', (_request, response) => void response.json(deps.status()));
  api.get('/tests', async (_request, response) => void response.json({ tests: await deps.tests() }));
  api.get('/decisions', (_request, response) => {
    const decisions = deps
      .decisions()
      .map(({ timestampSeconds, ...rest }) => ({ timestamp: isoTime(timestampSeconds), ...rest }));
    response.json({ decisions });
  });
  api.get('/config', (_request, response) => void response.json(deps.config()));
  api.get('/openapi.json', (_request, response) => void response.json(openApi(deps.status().version)));
  api.use(sessionRoutes(deps));
  api.use(servicesRoutes(deps));
  api.use(clustersRoutes(deps));
  api.use(runsRoutes(deps));
  app.use('/api/v1', api);
  app.use((request) => {
    throw new Problem(
      'not_found',
      'Not found',
      `Nothing is at ${request.method} ${request.path}; the API is described at /api/v1/openapi.json.`,
    );
  });
  app.use(problemResponse(log));
  return app;
}
