import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../../core/problem.ts';
import { decodeWriteRequest } from './decode.ts';
import { block, encodeHistogram, encodeRequest } from './testdata/encode.ts';

const labels = { __name__: 'k6_http_req_duration_seconds', loadstar: 'load' };

test('reads samples and native histograms', () => {
  const histogram = {
    schema: 3,
    count: 6,
    sum: 1.5,
    zeroCount: 1,
    zeroThreshold: 2 ** -128,
    buckets: new Map([
      [-3, 2],
      [-2, 1],
      [4, 2],
    ]),
  };
  const series = decodeWriteRequest(
    encodeRequest([
      { labels, histogram },
      { labels: { __name__: 'k6_vus' }, value: 7 },
    ]),
  );
  expect(series).toEqual([
    { name: labels.__name__, labels: { loadstar: 'load' }, value: null, histogram },
    { name: 'k6_vus', labels: {}, value: 7, histogram: null },
  ]);
});

test('any histogram comes back as it was', () => {
  const buckets = fc.uniqueArray(fc.tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: 1, max: 1000 })), {
    selector: ([index]) => index,
  });
  fc.assert(
    fc.property(buckets, fc.integer({ min: -4, max: 8 }), (pairs, schema) => {
      const sorted = pairs.sort(([a], [b]) => a - b);
      const count = sorted.reduce((sum, [, one]) => sum + one, 0);
      const histogram = { schema, count, sum: 1, zeroCount: 0, zeroThreshold: 0, buckets: new Map(sorted) };
      expect(decodeWriteRequest(encodeRequest([{ labels, histogram }]))[0]!.histogram).toEqual(histogram);
    }),
  );
});

test('a staleness marker is no value, and the histogram beside it still counts', () => {
  const histogram = { schema: 3, count: 1, sum: 1, zeroCount: 0, zeroThreshold: 0, buckets: new Map([[1, 1]]) };
  const [series] = decodeWriteRequest(encodeRequest([{ labels, value: NaN, histogram }]));
  expect(series).toMatchObject({ value: null, histogram });
});

test('a request that is cut off anywhere is a problem, and none of it is taken', () => {
  const whole = encodeRequest([
    { labels, value: 1 },
    { labels, value: 2 },
  ]);
  for (let length = 0; length < whole.length; length++) {
    expect(() => decodeWriteRequest(whole.subarray(0, length))).toThrow(Problem);
  }
});

test('any bytes are series or a problem', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
      for (const body of [bytes, block(bytes)]) {
        try {
          expect(Array.isArray(decodeWriteRequest(body))).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ kind: 'bad_request' });
        }
      }
    }),
  );
});

const malformed = (write: (writer: BinaryWriter) => void): Uint8Array => {
  const histogram = new BinaryWriter();
  write(histogram);
  return encodeHistogram(labels, histogram.finish());
};

test.each([
  [
    'fewer deltas',
    malformed((w) => w.tag(11, WireType.LengthDelimited).fork().tag(2, WireType.Varint).uint32(5).join()),
    'fewer deltas',
  ],
  ['more deltas', malformed((w) => w.tag(12, WireType.LengthDelimited).bytes(Uint8Array.from([2, 2]))), 'more deltas'],
  [
    'a span without end',
    malformed((w) => w.tag(11, WireType.LengthDelimited).fork().tag(2, WireType.Varint).uint32(4e9).join()),
    'fewer deltas',
  ],
  ['another schema', malformed((w) => w.tag(4, WireType.Varint).sint32(-53)), 'schema -53'],
  ['a sum that is not finite', malformed((w) => w.tag(3, WireType.Bit64).double(NaN)), 'not finite'],
])('a histogram with %s is refused', (_what, body, message) => {
  expect(() => decodeWriteRequest(body)).toThrow(message);
});

test('JSON and an empty body say what they are not', () => {
  expect(() => decodeWriteRequest(new TextEncoder().encode('{"metrics":[]}'))).toThrow('no Snappy-compressed');
  expect(() => decodeWriteRequest(new Uint8Array())).toThrow('(0 bytes)');
});
