import { Router } from 'express';
import type { Session } from '../../contract/index.ts';
import { requireEditor } from '../authenticate.ts';
import type { HttpDeps } from '../deps.ts';

/** Who the exporter takes the caller for: a token can be tried here without anything being changed. */
export function sessionRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.get('/session', requireEditor(deps.token, deps.allowedOrigins), (_request, response) => {
    const body: Session = { actor: String(response.locals['actor']), role: 'editor' };
    response.json(body);
  });
  return router;
}
