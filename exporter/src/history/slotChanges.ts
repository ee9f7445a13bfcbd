/**
 * Slots that make up one chunk of the store: chunk n holds the slots from n × CHUNK_SLOTS on. A third of a day at 30 s, and
 * 3⅓ days at 5 minutes; two whole chunks of 4-byte values fill a page of the store (8 KB) and leave little over.
 */
export const CHUNK_SLOTS = 960;

/** Up to this many slots of a series are told one by one; more are told as whole chunks, which then cost less. */
const FEW_SLOTS = 16;

/**
 * Slots of one ring that were written since they were last saved. Bounded: a few slots by their number, beyond that the
 * chunks that they lie in.
 */
export class SlotChanges {
  readonly #slots: number[] = [];
  readonly #chunks: number[] = [];

  /** Written slots that do not lie in one of {@link SlotChanges.chunks}. */
  get slots(): readonly number[] {
    return this.#slots;
  }

  /** Numbers of chunks that must be saved as a whole. */
  get chunks(): readonly number[] {
    return this.#chunks;
  }

  note(slot: number): void {
    // The newest is written again and again, and lies at the end.
    if (this.#slots.at(-1) === slot || this.#chunks.at(-1) === chunkOfSlot(slot)) return;
    if (this.#chunks.includes(chunkOfSlot(slot)) || this.#slots.includes(slot)) return;
    this.#slots.push(slot);
    if (this.#slots.length <= FEW_SLOTS) return;
    for (const chunk of new Set(this.#slots.map(chunkOfSlot))) this.#chunks.push(chunk);
    this.#slots.length = 0;
  }

  clear(): void {
    this.#slots.length = 0;
    this.#chunks.length = 0;
  }
}

function chunkOfSlot(slot: number): number {
  return Math.floor(slot / CHUNK_SLOTS);
}
