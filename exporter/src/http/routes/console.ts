import { Router, static as staticFiles } from 'express';
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { TOKEN_COOKIE, sameSecret } from '../authenticate.ts';
import type { HttpDeps } from '../deps.ts';

/**
 * The console: the built plugin in its small host. `?token=` (the address that the exporter prints) is exchanged for a
 * cookie that scripts cannot read and other sites cannot send, and leaves the address at once.
 */
export function consoleRoutes(deps: HttpDeps): Router {
  const router = Router();
  const folder = deps.consoleFolder;
  router.use((request, response, next) => {
    const token = request.query['token'];
    if (typeof token !== 'string') return next();
    if (!sameSecret(token, deps.token)) {
      throw new Problem(
        'unauthorized',
        'Wrong token',
        'This address carries another token than http.tokenFile; open the one that the exporter printed at its last start.',
      );
    }
    response.cookie(TOKEN_COOKIE, token, { httpOnly: true, sameSite: 'strict', path: '/' });
    response.redirect(303, `${request.baseUrl}${request.path}`);
  });
  if (folder === null) {
    router.use(() => {
      throw new Problem(
        'not_found',
        'No console',
        'The console is not built or is switched off (http.console). Build it with: npm run build',
      );
    });
    return router;
  }
  router.use(staticFiles(folder, { index: 'index.html', redirect: true }));
  // Pages of the app are paths of their own; a missing file with an ending stays missing.
  router.get('/{*page}', (request, response, next) => {
    if (/\.[a-z0-9]+$/i.test(request.path)) return next();
    response.sendFile(join(folder, 'index.html'));
  });
  return router;
}
