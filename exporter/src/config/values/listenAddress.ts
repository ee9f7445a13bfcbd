import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/** Where the exporter listens. */
export interface ListenAddress {
  /** An address or host name, IPv6 without brackets; empty for every address of the machine. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

const ALLOWED = 'host:port, such as 127.0.0.1:9851 or [::1]:9851';
const LISTEN = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]*)):(\d{1,5})$/;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether only programs of this machine can reach the host. Names other than `localhost` count as reachable. */
export function isLoopback(host: string): boolean {
  const version = isIP(host);
  if (version === 0) return host.toLowerCase() === 'localhost';
  return loopback.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

/** `host:port`, parsed. */
export const listenAddress = z
  .string({ error: ALLOWED })
  .meta({ title: 'host:port', pattern: LISTEN.source })
  .transform((text, context): ListenAddress => {
    const match = LISTEN.exec(text);
    const host = match?.[1] ?? match?.[2];
    const port = Number(match?.[3]);
    if (host !== undefined && port <= 65_535 && (match?.[1] === undefined || isIP(host) === 6)) return { host, port };
    context.addIssue({ code: 'custom', message: ALLOWED });
    return z.NEVER;
  });
