import { request } from 'node:http';
import type { Agent } from 'node:http';
import type { CallService } from '../model/instance.ts';
import { RoundRobin } from '../model/roundRobin.ts';

const TIME_OUT_MILLISECONDS = 15_000;
const ORDER_BODY = Buffer.from('{"items":[{"product":"7","quantity":1}]}');

/** Ports of every service's instances, by service name; filled once all of them listen. */
export type ServicePorts = ReadonlyMap<string, readonly number[]>;

/**
 * Calls of one instance to other services: real HTTP with kept-alive connections, their instances in turn beginning with
 * the `first`. No answer is 502, none in time 504.
 */
export function httpCalls(address: string, agent: Agent, ports: ServicePorts, first: number): CallService {
  const turns = new Map<string, RoundRobin<number>>();
  const nextPort = (service: string): number => {
    let turn = turns.get(service);
    if (turn === undefined) {
      turn = new RoundRobin(ports.get(service) ?? [], first);
      turns.set(service, turn);
    }
    return turn.next();
  };
  return (service, route, subject, done) => {
    const [method = 'GET', template = '/'] = route.split(' ');
    const body = method === 'POST' ? ORDER_BODY : undefined;
    sendRequest(
      { address, agent, port: nextPort(service), method, path: template.replace(':id', subject), body },
      done,
    );
  };
}

/** One HTTP request to make. */
export interface HttpRequest {
  readonly address: string;
  readonly port: number;
  readonly agent: Agent;
  readonly method: string;
  readonly path: string;
  readonly body: Buffer | undefined;
}

/** Sends a request and reads its answer to the end; `done` gets the status exactly once. */
export function sendRequest(what: HttpRequest, done: (status: number) => void): void {
  let settled = false;
  const settle = (status: number): void => {
    if (settled) return;
    settled = true;
    done(status);
  };
  const { address: host, port, agent, method, path, body } = what;
  const headers = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': body.length };
  const outgoing = request({ host, port, agent, method, path, headers, timeout: TIME_OUT_MILLISECONDS });
  outgoing.on('response', (response) => {
    response.resume();
    response.on('end', () => settle(response.statusCode ?? 502));
    response.on('error', () => settle(502));
  });
  outgoing.on('timeout', () => {
    settle(504);
    outgoing.destroy();
  });
  outgoing.on('error', () => settle(502));
  outgoing.end(body);
}
