import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compressSync } from 'snappy';
import { uncompress } from './snappy.ts';

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);

/** Compresses by literals and by copies of what was just written, as the format description has them. */
function compress(parts: readonly ({ literal: Uint8Array } | { back: number; length: number })[]): {
  block: Uint8Array;
  plain: Uint8Array;
} {
  const plain: number[] = [];
  const body: number[] = [];
  for (const part of parts) {
    if ('literal' in part) {
      const size = part.literal.length - 1;
      body.push(...(size < 60 ? [size << 2] : [61 << 2, size & 255, size >>> 8]), ...part.literal);
      plain.push(...part.literal);
    } else if (plain.length > 0) {
      const offset = 1 + (part.back % plain.length);
      body.push(((part.length - 1) << 2) | 2, offset & 255, offset >>> 8);
      for (let i = 0; i < part.length; i++) plain.push(plain[plain.length - offset]!);
    }
  }
  return { block: Uint8Array.from([...varint(plain.length), ...body]), plain: Uint8Array.from(plain) };
}

const parts = fc.array(
  fc.oneof(
    fc.record({ literal: fc.uint8Array({ minLength: 1, maxLength: 300 }) }),
    fc.record({ back: fc.nat(2000), length: fc.integer({ min: 1, max: 64 }) }),
  ),
  { maxLength: 12 },
);

test('gives back what was compressed, overlapping copies too', () => {
  fc.assert(
    fc.property(parts, (all) => {
      const { block, plain } = compress(all);
      expect(Uint8Array.from(uncompress(block, 1e6))).toEqual(plain);
    }),
  );
});

test('undoes what the library itself does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (plain) => {
      expect(Uint8Array.from(uncompress(compressSync(Buffer.from(plain)), 1e6))).toEqual(plain);
    }),
  );
});

test('a block that is cut off anywhere is refused, never filled up', () => {
  fc.assert(
    fc.property(parts, fc.double({ min: 0, max: 0.999, noNaN: true }), (all, at) => {
      const { block, plain } = compress(all);
      fc.pre(plain.length > 0);
      expect(() => uncompress(block.subarray(0, Math.floor(block.length * at)), 1e6)).toThrow(/cut off|cannot be read/);
    }),
  );
});

test('any bytes are decompressed or refused, nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(uncompress(bytes, 10_000).length).toBeLessThanOrEqual(10_000);
      } catch (error) {
        expect(String(error)).toMatch(/^Error: it/);
      }
    }),
  );
});

test.each([
  ['huge', [0xff, 0xff, 0xff, 0xff, 0x0f], 'unpack to 4294967295 bytes; 1000 are allowed'],
  ['a copy from before the start', [9, 0, 65, 0b1001, 9], 'corrupt'],
  ['a copy from nowhere', [4, 0, 65, 0b1001, 0], 'corrupt'],
  ['more than it says', [1, 0b100, 65, 66], 'corrupt'],
  ['a length without end', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80], 'length cannot be read'],
])('%s is refused', (_what, bytes, message) => {
  expect(() => uncompress(Uint8Array.from(bytes), 1000)).toThrow(message);
});
