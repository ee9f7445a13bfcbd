import { isIPv4, isIPv6 } from 'node:net';

/** A run of addresses of one family, both ends included, as numbers: 32 bits for IPv4, 128 for IPv6. */
export interface IpRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Bits of an address of a family. */
export function bitsOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

function ipv4Number(text: string): bigint {
  return text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function ipv6Number(text: string): bigint {
  // An embedded IPv4 address (::ffff:1.2.3.4) is the last two groups.
  const plain = text.replace(/(\d+\.\d+\.\d+\.\d+)$/, (dotted) => {
    const value = ipv4Number(dotted);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const groups = (part: string | undefined): string[] => (part === undefined || part === '' ? [] : part.split(':'));
  const [head, tail] = plain.split('::');
  const left = groups(head);
  const right = groups(tail);
  const zeros = plain.includes('::') ? Array<string>(8 - left.length - right.length).fill('0') : [];
  return [...left, ...zeros, ...right].reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

/**
 * Reads an address (`10.0.0.1`, `::1`) or a CIDR (`10.0.0.0/8`; bits beyond the prefix are ignored). Null for anything
 * else. IPv4 addresses mapped into IPv6 are read as IPv4, as the sockets underneath do.
 */
export function parseIpRange(text: string): IpRange | null {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIPv4(address) ? 4 : isIPv6(address) && !address.includes('%') ? 6 : null;
  if (family === null || rest.length > 0) return null;
  const bits = bitsOf(family);
  if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)) return null;
  const value = family === 4 ? ipv4Number(address) : ipv6Number(address);
  const free = BigInt(bits - (prefix === undefined ? bits : Number(prefix)));
  const first = (value >> free) << free;
  const last = first + (1n << free) - 1n;
  const mapped = 0xffffn << 32n;
  if (family === 6 && first >= mapped && last <= mapped + 0xffffffffn) {
    return { family: 4, first: first - mapped, last: last - mapped };
  }
  return { family, first, last };
}

function formatAddress(family: 4 | 6, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => ((value >> shift) & 0xffn).toString()).join('.');
  return Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(':');
}

/** The fewest CIDRs that make up exactly this range, ascending. */
export function rangeToCidrs({ family, first, last }: IpRange): string[] {
  const bits = bitsOf(family);
  const cidrs: string[] = [];
  let start = first;
  while (start <= last) {
    let size = 0n;
    while (size < BigInt(bits) && (start >> size) % 2n === 0n && start + (1n << (size + 1n)) - 1n <= last) size += 1n;
    cidrs.push(`${formatAddress(family, start)}/${bits - Number(size)}`);
    start += 1n << size;
  }
  return cidrs;
}
