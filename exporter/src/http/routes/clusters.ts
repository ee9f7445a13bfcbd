import { Router } from 'express';
import type { HttpDeps } from '../deps.ts';
import { findService } from '../findService.ts';
import { clustersView } from '../views/clustersView.ts';
import { fingerprintsView } from '../views/fingerprintsView.ts';

/** How the instances of a service compare: clusters with versions, and fingerprints. */
export function clustersRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.get('/services/:name/clusters', (request, response) => {
    response.json(clustersView(findService(deps.snapshot(), request.params.name)));
  });
  router.get('/services/:name/fingerprints', (request, response) => {
    response.json(fingerprintsView(findService(deps.snapshot(), request.params.name)));
  });
  return router;
}
