import { Router, json, raw } from 'express';
import type { RequestHandler, Response } from 'express';
import { Problem } from '../../core/problem.ts';
import type { RunRecord } from '../../core/runState.ts';
import { startRunSchema, steerRunSchema, stopRunSchema } from '../../contract/index.ts';
import { requireEditor } from '../authenticate.ts';
import type { HttpDeps } from '../deps.ts';
import { parseInput } from '../parseInput.ts';
import { runSummaryView, runView } from '../views/runView.ts';
import { streamRun } from './runEvents.ts';

/** Largest body of results that a generator may push at once. */
const MAX_SAMPLES_BYTES = '4mb';

/** The body parser knows gzip and the like only; snappy is undone where the samples are decoded. */
const leaveSnappyAlone: RequestHandler = (request, _response, next) => {
  if (request.headers['content-encoding'] === 'snappy') delete request.headers['content-encoding'];
  next();
};

const actorOf = (response: Response): string => String(response.locals['actor']);

/** Start, look at, steer and stop runs; and the way in for a generator's results. */
export function runsRoutes(deps: HttpDeps): Router {
  const router = Router();
  const editor = requireEditor(deps.token, deps.allowedOrigins);
  const body = json({ limit: '64kb' });
  const find = (id: string): RunRecord => {
    const record = deps.runs.get(id);
    if (record === undefined)
      throw new Problem('not_found', 'No such run', `There is no run "${id}"; GET /api/v1/runs lists them.`);
    return record;
  };

  router.get('/runs', (_request, response) => {
    response.json({ runs: deps.runs.list().map(runSummaryView) });
  });
  router.post('/runs', editor, body, async (request, response) => {
    const input = parseInput(startRunSchema, request.body, 'run');
    const record = await deps.runs.start({ ...input, actor: actorOf(response) });
    response.status(201).location(`/api/v1/runs/${record.id}`).json(runView(record));
  });
  router.get('/runs/:id', (request, response) => {
    response.json(runView(find(request.params.id)));
  });
  router.patch('/runs/:id/steer', editor, body, async (request, response) => {
    const input = parseInput(steerRunSchema, request.body, 'steering');
    const { id } = find(String(request.params['id']));
    response.json(runView(await deps.runs.steer(id, input, actorOf(response))));
  });
  router.post('/runs/:id/stop', editor, body, async (request, response) => {
    const { reason } = parseInput(stopRunSchema, request.body, 'stop');
    const { id } = find(String(request.params['id']));
    response.json(runView(await deps.runs.stop(id, actorOf(response), reason ?? 'stopped by hand')));
  });
  router.get('/runs/:id/events', (request, response) => {
    streamRun(find(request.params.id), deps.runs, response);
  });
  // A generator proves itself by the token of its own run, which can do nothing else.
  router.post(
    '/samples',
    leaveSnappyAlone,
    raw({ type: () => true, limit: MAX_SAMPLES_BYTES }),
    (request, response) => {
      const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (token === undefined)
        throw new Problem('unauthorized', 'Token needed', 'Results need the token of their run.');
      deps.runs.receiveSamples(token, request.body instanceof Uint8Array ? request.body : new Uint8Array());
      response.status(204).end();
    },
  );
  return router;
}
