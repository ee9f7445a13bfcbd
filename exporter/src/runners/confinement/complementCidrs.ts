import type { IpRange } from './ipRange.ts';
import { bitsOf, parseIpRange, rangeToCidrs } from './ipRange.ts';

/** What lies between and around the given ranges of one family. */
function gaps(family: 4 | 6, ranges: readonly IpRange[]): IpRange[] {
  const own = ranges.filter((range) => range.family === family).sort((a, b) => (a.first < b.first ? -1 : 1));
  const found: IpRange[] = [];
  let next = 0n;
  for (const { first, last } of own) {
    if (first > next) found.push({ family, first: next, last: first - 1n });
    if (last + 1n > next) next = last + 1n;
  }
  const end = (1n << BigInt(bitsOf(family))) - 1n;
  if (next <= end) found.push({ family, first: next, last: end });
  return found;
}

/**
 * All addresses, IPv4 and IPv6, that are not among the allowed ones, as the fewest CIDRs: a deny list that lets a tool
 * reach nothing else. One allowed IPv4 address leaves 32 CIDRs of IPv4.
 *
 * @param allowed addresses or CIDRs; one that is neither is a RangeError, since leaving it out would deny what was meant
 *   to be allowed without saying so
 */
export function complementCidrs(allowed: readonly string[]): string[] {
  const ranges = allowed.map((text) => {
    const range = parseIpRange(text);
    if (range === null) throw new RangeError(`"${text}" is neither an IP address nor a CIDR`);
    return range;
  });
  return [...gaps(4, ranges), ...gaps(6, ranges)].flatMap(rangeToCidrs);
}
