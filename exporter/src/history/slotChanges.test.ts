import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_SLOTS, SlotChanges } from './slotChanges.ts';

describe('SlotChanges', () => {
  it('tells every written slot once, by itself or by its chunk, in bounded space', () => {
    const slot = fc.oneof(fc.nat(40), fc.nat(10 * CHUNK_SLOTS));
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 200 }), (written) => {
        const changes = new SlotChanges();
        for (const one of written) changes.note(one);
        const told = new Set(changes.slots);
        expect(told.size).toBe(changes.slots.length);
        expect(new Set(changes.chunks).size).toBe(changes.chunks.length);
        for (const one of changes.slots) expect(changes.chunks).not.toContain(Math.floor(one / CHUNK_SLOTS));
        for (const one of written) {
          expect(told.has(one) || changes.chunks.includes(Math.floor(one / CHUNK_SLOTS))).toBe(true);
        }
        for (const one of told) expect(written).toContain(one);
        expect(changes.slots.length).toBeLessThanOrEqual(16);
        changes.clear();
        expect([...changes.slots, ...changes.chunks]).toEqual([]);
      }),
    );
  });
});
