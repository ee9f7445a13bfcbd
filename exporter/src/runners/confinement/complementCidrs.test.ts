import fc from 'fast-check';
import { BlockList } from 'node:net';
import { expect, test } from 'vitest';
import { complementCidrs } from './complementCidrs.ts';
import { parseIpRange, rangeToCidrs } from './ipRange.ts';

const cidr4 = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, bits]) => `${ip}/${bits}`);
const cidr6 = fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map(([ip, bits]) => `${ip}/${bits}`);

/** Node's own matcher, as the judge; one family at a time, since it holds that ::/0 has the IPv4 addresses too. */
function matcher(cidrs: readonly string[], family: 4 | 6 = 4): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs.filter((one) => parseIpRange(one)?.family === family)) {
    const [ip = '', bits] = cidr.split('/');
    const type = ip.includes(':') ? 'ipv6' : 'ipv4';
    list.addSubnet(ip, Number(bits ?? (type === 'ipv4' ? 32 : 128)), type);
  }
  return list;
}

test('every IPv4 address is either allowed or denied, never both', () => {
  fc.assert(
    fc.property(fc.array(cidr4, { maxLength: 6 }), fc.ipV4(), (allowed, ip) => {
      expect(matcher(complementCidrs(allowed)).check(ip)).toBe(!matcher(allowed).check(ip));
    }),
  );
});

test('every IPv6 address is either allowed or denied, never both', () => {
  fc.assert(
    fc.property(fc.array(cidr6, { maxLength: 6 }), fc.ipV6(), (allowed, ip) => {
      const range = parseIpRange(ip);
      fc.pre(range?.family === 6);
      fc.pre(allowed.every((one) => parseIpRange(one)?.family === 6));
      expect(matcher(complementCidrs(allowed), 6).check(ip, 'ipv6')).toBe(!matcher(allowed, 6).check(ip, 'ipv6'));
    }),
  );
});

test('the neighbours of an allowed range are denied, its ends are not', () => {
  fc.assert(
    fc.property(cidr4, (allowed) => {
      const range = parseIpRange(allowed)!;
      const denied = matcher(complementCidrs([allowed]));
      const address = (value: bigint): string =>
        rangeToCidrs({ family: 4, first: value, last: value })[0]!.split('/')[0]!;
      expect(denied.check(address(range.first))).toBe(false);
      expect(denied.check(address(range.last))).toBe(false);
      if (range.first > 0n) expect(denied.check(address(range.first - 1n))).toBe(true);
      if (range.last < 0xffffffffn) expect(denied.check(address(range.last + 1n))).toBe(true);
    }),
  );
});

test('one IPv4 address leaves 32 CIDRs of IPv4 and all of IPv6', () => {
  const denied = complementCidrs(['127.0.0.2']);
  expect(denied).toHaveLength(33);
  expect(denied.at(-1)).toBe('0:0:0:0:0:0:0:0/0');
  expect(complementCidrs(['::1'])).toHaveLength(1 + 128);
});

test('an IPv4 address mapped into IPv6 is that IPv4 address', () => {
  expect(complementCidrs(['::ffff:10.0.0.1'])).toEqual(complementCidrs(['10.0.0.1']));
});

test.each(['', 'shop.example', '10.0.0.1/33', '10.0.0', '1.2.3.4/8/9', 'fe80::1%eth0', '10.0.0.1/-1'])(
  '"%s" is refused by name',
  (text) => {
    expect(() => complementCidrs([text])).toThrow(`"${text}"`);
  },
);
