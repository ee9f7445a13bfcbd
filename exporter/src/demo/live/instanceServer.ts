import { STATUS_CODES, createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Instance } from '../model/instance.ts';
import type { RoutePlan, ServicePlan } from '../model/shopPlan.ts';
import type { InstanceMetrics } from './instanceMetrics.ts';
import { RouteTable } from './routeTable.ts';
import { serveMetrics } from './serveMetrics.ts';

const MOST_BODY_BYTES = 64 * 1024;
const ERROR_BODY_BYTES = 80;

/** A real HTTP server in front of an instance's behaviour; not listening yet. */
export function createInstanceServer(service: ServicePlan, instance: Instance, metrics: InstanceMetrics): Server {
  const routes = new RouteTable(service.routes);
  const bodies = new Map(service.routes.map((route) => [route, successBody(service, instance, route)]));
  return createServer((request, response) => {
    const { method = '', url = '' } = request;
    if (method === 'GET' && url === '/metrics') {
      void serveMetrics(metrics.registry, response);
      return;
    }
    const match = routes.match(method, url);
    if (match === undefined) {
      answerError(response, 404);
      request.resume();
      return;
    }
    takeBody(request, response, () => {
      instance.receive(match.route, match.subject, (status) => {
        if (status >= 400) answerError(response, status);
        else answer(response, status, bodies.get(match.route) ?? Buffer.alloc(0));
      });
    });
  });
}

/** Reads the body to its end and forgets it; one that is too large is refused with 413. */
function takeBody(request: IncomingMessage, response: ServerResponse, taken: () => void): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    const before = bytes;
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES && before <= MOST_BODY_BYTES) answerError(response, 413);
  });
  request.on('end', () => {
    if (bytes <= MOST_BODY_BYTES) taken();
  });
}

/** The body of a route's answer: JSON of exactly the planned size, made once. */
function successBody(service: ServicePlan, instance: Instance, route: RoutePlan): Buffer {
  const head = `{"service":"${service.name}","instance":"${instance.plan.name}","route":"${route.path}","content":"`;
  const text = head.padEnd(route.responseBytes - 3, 'Loadstar demo shop. ') + '"}\n';
  return Buffer.from(text);
}

function answerError(response: ServerResponse, status: number): void {
  const text = JSON.stringify({ status, title: STATUS_CODES[status] });
  answer(response, status, Buffer.from(`${text.padEnd(ERROR_BODY_BYTES - 1)}\n`));
}

function answer(response: ServerResponse, status: number, body: Buffer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}
