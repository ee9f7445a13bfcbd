import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlotRing } from './slotRing.ts';

describe('SlotRing', () => {
  it('holds what a map of the newest slots would hold', () => {
    const write = fc.tuple(fc.oneof(fc.nat(60), fc.nat(2000)), fc.float({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.array(write, { maxLength: 80 }), (capacity, writes) => {
        const ring = new SlotRing(capacity);
        const model = new Map<number, number>();
        for (const [slot, value] of writes) {
          const newest = Math.max(-1, ...model.keys());
          const kept = model.size === 0 || slot > newest - capacity;
          expect(ring.set(slot, value)).toBe(kept);
          if (!kept) continue;
          model.set(slot, value);
          for (const old of model.keys()) if (old <= Math.max(newest, slot) - capacity) model.delete(old);
        }
        const slots = Array.from({ length: 2001 }, (_, slot) => slot);
        expect(slots.map((slot) => ring.get(slot))).toEqual(slots.map((slot) => model.get(slot) ?? Number.NaN));
        expect(ring.bytes).toBeLessThanOrEqual(4 * capacity);
      }),
      { numRuns: 200 },
    );
  });

  it('holds the same after rows as after their values one by one, the last first', () => {
    const value = fc.oneof(fc.constant(Number.NaN), fc.float({ noNaN: true, noDefaultInfinity: true }));
    const row = fc.tuple(fc.oneof(fc.nat(60), fc.nat(2000)), fc.array(value, { maxLength: 150 }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.array(row, { maxLength: 12 }), (capacity, rows) => {
        const ring = new SlotRing(capacity);
        const other = new SlotRing(capacity);
        for (const [first, values] of rows) {
          ring.setRow(first, Float32Array.from(values));
          for (let i = values.length - 1; i >= 0; i--) if (!Number.isNaN(values[i])) other.set(first + i, values[i]!);
        }
        const slots = Array.from({ length: 2200 }, (_, slot) => slot);
        expect(slots.map((slot) => ring.get(slot))).toEqual(slots.map((slot) => other.get(slot)));
        expect(ring.newest).toBe(other.newest);
        expect(ring.bytes).toBeLessThanOrEqual(4 * capacity);
      }),
      { numRuns: 200 },
    );
  });

  it('takes memory as the past grows', () => {
    const ring = new SlotRing(8000);
    ring.set(1_000_000, 1);
    expect(ring.bytes).toBeLessThan(100);
    ring.set(1_007_999, 1);
    expect(ring.bytes).toBe(32_000);
    expect(ring.get(1_000_000)).toBe(1);
  });
});
