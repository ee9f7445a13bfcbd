import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Problem } from '../core/problem.ts';
import type { IpRange } from './confinement/ipRange.ts';
import { parseIpRange } from './confinement/ipRange.ts';

/** Finds all addresses of a host name. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** A target that may be loaded, with the addresses that a tool may dial for it. */
export interface ResolvedTarget {
  readonly host: string;
  readonly port: number;
  /** Those addresses of the host that are allowed; never empty. */
  readonly addresses: readonly string[];
}

/** One entry of `targets.allow`: a host name, or addresses, either with or without a port. */
interface AllowEntry {
  readonly host: string | null;
  readonly range: IpRange | null;
  readonly port: number | null;
}

const resolveByDns: ResolveHost = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** Reads an entry such as `shop.example:8080`, `10.1.0.0/16`, `127.0.0.2`, `[::1]:80` or `fd00::/8`. */
function parseEntry(entry: string): AllowEntry {
  const whole = parseIpRange(entry);
  if (whole !== null) return { host: null, range: whole, port: null };
  const [, bracketed, name, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const host = bracketed ?? name ?? '';
  const range = parseIpRange(host);
  return { host: range === null ? host.toLowerCase() : null, range, port: port === undefined ? null : Number(port) };
}

function isWithin(address: string, range: IpRange): boolean {
  const one = parseIpRange(address);
  return one !== null && one.family === range.family && one.first >= range.first && one.last <= range.last;
}

function readTarget(target: string): { host: string; port: number } {
  const url = URL.canParse(target) ? new URL(target) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw new Problem('unprocessable', 'Invalid target', `The target "${target}" is no base URL.`, [
      { path: 'target', value: target, allowed: 'an http or https URL, such as http://shop.example:8080' },
    ]);
  }
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return {
    host: url.hostname
      .replace(/^\[|\]$/g, '')
      .replace(/\.$/, '')
      .toLowerCase(),
    port,
  };
}

async function addressesOf(host: string, resolve: ResolveHost): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  let found: readonly string[];
  try {
    found = await resolve(host);
  } catch (error) {
    const reason = (error as { code?: unknown }).code ?? String(error);
    throw new Problem(
      'unavailable',
      'Target unknown',
      `The name "${host}" of the target does not resolve (${reason}).`,
    );
  }
  if (found.length > 0) return found;
  throw new Problem('unavailable', 'Target unknown', `The name "${host}" of the target has no address.`);
}

/**
 * Holds a target against `targets.allow` and says which addresses a tool may dial for it. A host name that is listed
 * allows all its addresses; otherwise each address must lie within a listed address or CIDR, and those that do not are
 * left out, so that the tool's confinement refuses them.
 *
 * @param target base URL of a test
 * @param allow entries of `targets.allow`
 * @param resolve DNS, unless told otherwise
 * @returns throws a Problem: `unprocessable` for no URL, `unavailable` for a name without address, `forbidden` where
 *   nothing allows it
 */
export async function resolveTarget(
  target: string,
  allow: readonly string[],
  resolve: ResolveHost = resolveByDns,
): Promise<ResolvedTarget> {
  const { host, port } = readTarget(target);
  const entries = allow.map(parseEntry).filter((entry) => entry.port === null || entry.port === port);
  const byName = entries.some((entry) => entry.host === host);
  const mayBeAddress = entries.some((entry) => entry.range !== null);
  const listed = allow.length === 0 ? 'nothing' : allow.join(', ');
  const refuse = (what: string): Problem =>
    new Problem(
      'forbidden',
      'Target not allowed',
      `${what} is not among targets.allow (${listed}); nothing was started.`,
      [{ path: 'target', value: target, allowed: `one of targets.allow: ${listed}` }],
    );
  // Names that nothing could allow are not even looked up.
  if (!byName && !mayBeAddress) throw refuse(`${host}:${port}`);
  const found = await addressesOf(host, resolve);
  const addresses = byName
    ? found
    : found.filter((address) => entries.some(({ range }) => range !== null && isWithin(address, range)));
  if (addresses.length === 0)
    throw refuse(isIP(host) === 0 ? `${host}:${port} (${found.join(', ')})` : `${host}:${port}`);
  return { host, port, addresses };
}
