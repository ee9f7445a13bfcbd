import { createServer, request as sendOn } from 'node:http';
import type { Agent, IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { RoundRobin } from '../model/roundRobin.ts';
import type { RoutePlan } from '../model/shopPlan.ts';
import type { FrontMetrics } from './frontMetrics.ts';
import { RouteTable } from './routeTable.ts';
import { serveMetrics } from './serveMetrics.ts';

/** Load tests name themselves in this header. */
const TEST_HEADER = 'x-loadstar-test';
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Headers about one connection, not about the request (RFC 9110, 7.6.1). */
const CONNECTION_HEADERS = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade']);
const CLIENT_GONE = 499;

/** What the front stands before. */
export interface FrontOptions {
  readonly address: string;
  /** Ports of the instances that requests are handed to, in turn. */
  readonly ports: readonly number[];
  /** Routes that requests are counted by; others count as `unmatched`. */
  readonly routes: readonly RoutePlan[];
  readonly agent: Agent;
  readonly metrics: FrontMetrics;
}

/** The shop's one address: a round-robin reverse proxy that counts what it receives; not listening yet. */
export function createFront(options: FrontOptions): Server {
  const table = new RouteTable(options.routes);
  const turns = new RoundRobin(options.ports);
  return createServer((request, response) => {
    const { method = '', url = '' } = request;
    if (method === 'GET' && url === '/metrics') {
      void serveMetrics(options.metrics.registry, response);
      return;
    }
    const route = table.match(method, url)?.route.path ?? 'unmatched';
    const origin = request.headers[TEST_HEADER] === undefined ? 'traffic' : 'test';
    const ended = options.metrics.received(METHODS.has(method) ? method : 'other', route, origin);
    handOn(request, response, { host: options.address, port: turns.next(), agent: options.agent }, ended);
  });
}

/** Sends a request on and its answer back; `ended` gets the status when either side is through. */
function handOn(
  request: IncomingMessage,
  response: ServerResponse,
  to: { host: string; port: number; agent: Agent },
  ended: (status: number) => void,
): void {
  const { method, url: path } = request;
  const outgoing = sendOn({ ...to, method, path, headers: withoutConnectionHeaders(request.headers) });
  outgoing.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, withoutConnectionHeaders(answer.headers));
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  outgoing.on('error', (error) => {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    response.writeHead(502, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify({ status: 502, title: 'Bad Gateway', detail: error.message })}\n`);
  });
  response.on('close', () => {
    ended(response.writableFinished ? response.statusCode : CLIENT_GONE);
    if (!response.writableFinished) outgoing.destroy();
  });
  request.pipe(outgoing);
}

function withoutConnectionHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CONNECTION_HEADERS.has(name)));
}
