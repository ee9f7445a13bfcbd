import { createHash, randomBytes, randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { GateTarget } from '../../../core/runnerPool.ts';
import { LEASE_SECONDS } from './messages.ts';

/** What a VU is told when it asks. */
export interface GateAnswer {
  /** Share of the generator's iterations that may work, 0–1; 0 without a lease. */
  readonly share: number;
  /** What is left of the lease, in seconds. */
  readonly leaseSeconds: number;
  /** When the VU should ask again. */
  readonly nextSeconds: number;
}

/** A gate that listens on loopback. */
export interface Gate {
  /** Base URL, with a secret path. */
  readonly url: string;
  readonly address: string;
  readonly notices: readonly string[];
  setTarget(target: GateTarget): void;
  /** Starts the lease anew. */
  renew(): void;
  /** Lets nothing through from now on, whatever is renewed. */
  shut(): void;
  close(): Promise<void>;
}

/** All VUs together ask about this often, and each at most twice a second; asking 75 times a second took k6 and gate 7 % of a core. */
const ASKS_PER_SECOND = 100;
const SHORTEST_NEXT_SECONDS = 0.5;
/** A VU that has not asked for this long is not counted. */
const FORGET_AFTER_MS = 15_000;
/** RFC 6455, section 1.3. */
const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A text frame with one answer and a close frame (RFC 6455, section 5.2); answers are shorter than 126 bytes. */
function answerFrames(answer: GateAnswer): Buffer {
  const text = Buffer.from(JSON.stringify(answer));
  return Buffer.concat([Buffer.from([0x81, text.length]), text, Buffer.from([0x88, 2, 0x03, 0xe8])]);
}

/** Steps of the WebSocket handshake, one answer, goodbye. */
function answerSocket(request: IncomingMessage, socket: Duplex, answer: GateAnswer): void {
  const key = String(request.headers['sec-websocket-key'] ?? '');
  const accept = createHash('sha1')
    .update(key + WEBSOCKET_GUID)
    .digest('base64');
  socket.on('error', () => socket.destroy());
  // Without a reader the other side's end would never be seen, and the socket never closed.
  socket.resume();
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.end(answerFrames(answer));
}

function listen(server: Server, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * Listens on a loopback address of its own, so that a generator confined to its target and the gate reaches no other
 * service of the machine that listens on 127.0.0.1. (One that listens on every address is reachable there too.) Systems
 * that know only 127.0.0.1, such as macOS, get that, with a notice.
 */
async function listenApart(server: Server): Promise<readonly string[]> {
  try {
    await listen(server, `127.${randomInt(64, 128)}.${randomInt(0, 256)}.${randomInt(2, 255)}`);
    return [];
  } catch {
    await listen(server, '127.0.0.1');
    return [
      'The gate listens on 127.0.0.1, since this system has no other loopback addresses: confinement leaves that one open.',
    ];
  }
}

/**
 * Opens the gate that steers one generator: `GET <url>/target?vu=<id>` as JSON, or the same as the only message of a
 * WebSocket. Until a target and a lease are given, and after the lease, the share is 0.
 */
export async function openGate(nowMs: () => number = () => performance.now()): Promise<Gate> {
  const path = `/${randomBytes(18).toString('base64url')}`;
  const askedAt = new Map<string, number>();
  let target: GateTarget = { iterationsPerSecond: 0, ceilingIterationsPerSecond: 1 };
  let leaseUntilMs = 0;
  let isShut = false;

  const answer = (vu: string): GateAnswer => {
    const now = nowMs();
    askedAt.set(vu, now);
    for (const [id, at] of askedAt) if (now - at > FORGET_AFTER_MS) askedAt.delete(id);
    const leaseSeconds = isShut ? 0 : Math.max(0, (leaseUntilMs - now) / 1000);
    const share = target.iterationsPerSecond / target.ceilingIterationsPerSecond;
    return {
      share: leaseSeconds > 0 && share > 0 ? Math.min(1, share) : 0,
      leaseSeconds,
      nextSeconds: Math.max(SHORTEST_NEXT_SECONDS, askedAt.size / ASKS_PER_SECOND),
    };
  };
  const vuOf = (request: IncomingMessage): string | null => {
    const [where, query] = (request.url ?? '').split('?');
    return where === `${path}/target` ? (new URLSearchParams(query).get('vu') ?? '') : null;
  };

  const sockets = new Set<Duplex>();
  const server = createServer((request, response) => {
    const vu = vuOf(request);
    if (vu === null) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(vu)));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const vu = vuOf(request);
    if (vu === null) socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    else answerSocket(request, socket, answer(vu));
  });
  const notices = await listenApart(server);
  const { address, port } = server.address() as AddressInfo;
  return {
    url: `http://${address}:${port}${path}`,
    address,
    notices,
    setTarget: (next) => {
      target = next;
    },
    renew: () => {
      leaseUntilMs = nowMs() + LEASE_SECONDS * 1000;
    },
    shut: () => {
      isShut = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
