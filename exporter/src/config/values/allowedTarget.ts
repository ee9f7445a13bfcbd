import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/** One entry of `targets.allow`. */
export interface AllowedTarget {
  /** As it was written. */
  readonly text: string;
  /** A host name (lower case), an address (IPv6 without brackets) or the base of a network. */
  readonly host: string;
  /** Length of the network's prefix; null for a name or a single address. */
  readonly prefixLength: number | null;
  /** The only port allowed; null for all. */
  readonly port: number | null;
}

const ALLOWED =
  'a host name, an address or a network, optionally with a port: 10.1.2.3, 10.1.0.0/16, shop.example:8080';
const BRACKETED = /^\[([0-9a-fA-F:.]+)(?:\/(\d{1,3}))?\](?::(\d{1,5}))?$/;
const PLAIN = /^([A-Za-z0-9._-]+)(?:\/(\d{1,3}))?(?::(\d{1,5}))?$/;
const IPV6 = /^([0-9a-fA-F:.]+)(?:\/(\d{1,3}))?$/;

/** Parses an entry of `targets.allow`; null where it is none. IPv6 with a port stands in brackets: `[fd00::/8]:80`. */
export function parseAllowedTarget(text: string): AllowedTarget | null {
  const match = BRACKETED.exec(text) ?? PLAIN.exec(text) ?? IPV6.exec(text);
  const host = match?.[1];
  if (match === null || host === undefined) return null;
  const prefixLength = match[2] === undefined ? null : Number(match[2]);
  const port = match[3] === undefined ? null : Number(match[3]);
  const version = isIP(host);
  const looksLikeAddress = host.includes(':') || /^[\d.]+$/.test(host);
  if (version === 0 && (looksLikeAddress || prefixLength !== null)) return null;
  if (prefixLength !== null && prefixLength > (version === 6 ? 128 : 32)) return null;
  if (port !== null && (port === 0 || port > 65_535)) return null;
  return { text, host: host.toLowerCase(), prefixLength, port };
}

/**
 * Whether an allowed entry covers a host (name or address, IPv6 with or without brackets) and port. Names are compared
 * as names: nothing is resolved here, so a name is covered only by its own entry.
 */
export function coversTarget(entry: AllowedTarget, host: string, port: number): boolean {
  if (entry.port !== null && entry.port !== port) return false;
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  const version = isIP(bare);
  if (version === 0 || version !== isIP(entry.host)) return bare === entry.host;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(entry.host, entry.prefixLength ?? (version === 6 ? 128 : 32), family);
  return list.check(bare, family);
}

/** An entry of `targets.allow`, parsed. */
export const allowedTarget = z.string({ error: ALLOWED }).transform((text, context): AllowedTarget => {
  const parsed = parseAllowedTarget(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: ALLOWED });
  return z.NEVER;
});
