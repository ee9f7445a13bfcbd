import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJournal, encodeJournal } from './journalEntries.ts';

describe('journal entries', () => {
  it('come out of their blob as they went in, wherever the blob lies in memory', () => {
    const entry = fc.tuple(
      fc.oneof(fc.nat(), fc.double({ noNaN: true })),
      fc.double(),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.integer({ min: 0, max: 255 }),
    );
    fc.assert(
      fc.property(fc.array(entry), fc.nat(9), (entries, offset) => {
        const columns = {
          count: entries.length,
          positions: entries.map(([position]) => position),
          values: entries.map(([, value]) => value),
          series: entries.map(([, , series]) => series),
          tiers: entries.map(([, , , tier]) => tier),
        };
        const blob = encodeJournal(columns);
        const memory = new Uint8Array(blob.length + offset);
        memory.set(blob, offset);
        const { count, ...decoded } = decodeJournal(memory.subarray(offset));
        expect(count).toBe(entries.length);
        for (const [name, column] of Object.entries(decoded)) {
          expect(Array.from(column)).toEqual(columns[name as keyof typeof decoded]);
        }
      }),
    );
  });

  it('are refused where the blob is none of theirs', () => {
    expect(() => decodeJournal(new Uint8Array(22))).toThrow('21 bytes for each entry, not 22 in all');
  });
});
