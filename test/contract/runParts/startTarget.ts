import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real HTTP server that remembers when and what it was asked. */
export interface Target {
  readonly url: string;
  readonly host: string;
  /** Times of all requests, in milliseconds since the epoch. */
  readonly times: readonly number[];
  /** Paths and bodies of all requests. */
  readonly asked: readonly { readonly path: string; readonly body: string }[];
  /** Requests between two times, the first included. */
  countBetween(fromMs: number, toMs: number): number;
  close(): Promise<void>;
}

/**
 * @param host loopback address to listen on, at a free port
 * @param delayMs how long an answer takes
 */
export async function startTarget(host = '127.0.0.2', delayMs: () => number = () => 0): Promise<Target> {
  const times: number[] = [];
  const asked: { path: string; body: string }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    times.push(Date.now());
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      asked.push({ path, body });
      const answer = (): void => void response.writeHead(path === '/broken' ? 500 : 200).end('ok');
      const delay = delayMs();
      if (delay > 0) setTimeout(answer, delay);
      else answer();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    host,
    times,
    asked,
    countBetween: (from, to) => times.filter((time) => time >= from && time < to).length,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
