import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { Problem } from '../core/problem.ts';

/** A server that listens, and the base URL by which this machine reaches it. */
export interface Listening {
  readonly server: Server;
  readonly url: string;
}

/** An address that this machine reaches itself by. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Listens. @throws Problem where the address cannot be had */
export function listen(app: Express, address: { readonly host: string; readonly port: number }): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = app.listen(address.port, address.host);
    server.once('listening', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ server, url: `http://${reachable(address.host)}:${port}` });
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${address.host}:${address.port}`;
      const cause = error.code === 'EADDRINUSE' ? 'another program listens there already' : error.message;
      const field = { path: 'http.listen', value: where, allowed: 'a free address and port' };
      reject(new Problem('unavailable', 'Cannot listen', `${where}: ${cause}.`, [field]));
    });
  });
}
