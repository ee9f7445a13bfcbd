import { Router } from 'express';
import type { HttpDeps } from '../deps.ts';
import { landingPage } from '../views/landingPage.ts';

/** Everything beside the API: metrics, health, readiness, the landing page. */
export function operationsRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.get('/metrics', async (_request, response) => {
    const text = await deps.metricsText();
    // Set by hand: Express would reorder the parameters of the version that Prometheus looks for.
    response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
    response.end(text);
  });
  router.get('/-/healthy', (_request, response) => {
    response.type('text/plain').send('Loadstar is healthy.\n');
  });
  router.get('/-/ready', (_request, response) => {
    const { ready, reasons } = deps.readiness();
    response
      .status(ready ? 200 : 503)
      .type('text/plain')
      .send(
        ready ? 'Loadstar is ready.\n' : `Loadstar is not ready:\n${reasons.map((reason) => `- ${reason}\n`).join('')}`,
      );
  });
  router.get('/', (_request, response) => {
    response.type('text/html').send(landingPage(deps.status(), deps.readiness(), deps.consoleFolder !== null));
  });
  return router;
}
