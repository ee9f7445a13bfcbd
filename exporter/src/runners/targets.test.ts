import { expect, test } from 'vitest';
import { resolveTarget } from './targets.ts';

const dns: Record<string, readonly string[]> = {
  'shop.example': ['10.1.0.5', 'fd00::5'],
  'other.example': ['192.0.2.9'],
  'empty.example': [],
};
const resolve = async (host: string): Promise<readonly string[]> => {
  const found = dns[host];
  if (found === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  return found;
};

test.each([
  ['http://127.0.0.2:9100', ['127.0.0.2'], ['127.0.0.2']],
  ['http://127.0.0.2:9100/base', ['127.0.0.0/8'], ['127.0.0.2']],
  ['http://127.0.0.2:9100', ['127.0.0.2:9100'], ['127.0.0.2']],
  ['https://SHOP.example', ['shop.example:443'], ['10.1.0.5', 'fd00::5']],
  ['https://shop.example.', ['shop.example'], ['10.1.0.5', 'fd00::5']],
  ['http://shop.example', ['10.1.0.0/16'], ['10.1.0.5']],
  ['http://shop.example', ['10.1.0.0/16', 'fd00::/8'], ['10.1.0.5', 'fd00::5']],
  ['http://[::1]:8080', ['[::1]:8080'], ['::1']],
  ['http://[fd00::7]', ['fd00::/8'], ['fd00::7']],
])('%s is allowed by %j and dials %j', async (target, allow, addresses) => {
  expect((await resolveTarget(target, allow, resolve)).addresses).toEqual(addresses);
});

test.each([
  ['http://127.0.0.3:9100', ['127.0.0.2'], 'forbidden'],
  ['http://127.0.0.2:9101', ['127.0.0.2:9100'], 'forbidden'],
  ['http://127.0.0.2', [], 'forbidden'],
  ['http://other.example', ['10.1.0.0/16'], 'forbidden'],
  ['http://unlisted.example', ['shop.example'], 'forbidden'],
  ['http://shop.example:81', ['shop.example:80'], 'forbidden'],
  ['http://unknown.example', ['unknown.example'], 'unavailable'],
  ['http://empty.example', ['empty.example'], 'unavailable'],
  ['ftp://127.0.0.2', ['127.0.0.2'], 'unprocessable'],
  ['127.0.0.2:80', ['127.0.0.2'], 'unprocessable'],
])('%s with %j allowed is %s', async (target, allow, kind) => {
  await expect(resolveTarget(target, allow, resolve)).rejects.toMatchObject({ kind });
});

test('a refusal names the target and what would be right', async () => {
  await expect(resolveTarget('http://other.example', ['10.1.0.0/16', 'shop.example'], resolve)).rejects.toThrow(
    'other.example:80 (192.0.2.9) is not among targets.allow (10.1.0.0/16, shop.example)',
  );
  await expect(resolveTarget('http://unknown.example', ['10.0.0.0/8'], resolve)).rejects.toThrow(
    '"unknown.example" of the target does not resolve (ENOTFOUND)',
  );
});
