import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Longer than any caller keeps an idle connection, so that a server never closes one that a caller is about to use. */
const KEEP_ALIVE_MILLISECONDS = 75_000;

/** Begins to listen; gives the port (a free one for port 0). Rejects with the system's error, e.g. EADDRINUSE. */
export async function listen(server: Server, address: string, port: number): Promise<number> {
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  server.listen(port, address);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Ends a server at once, open connections included. */
export async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
