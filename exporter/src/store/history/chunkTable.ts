import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { SlotRow } from '../../core/seriesChange.ts';

interface ChunkRow {
  readonly series_id: number;
  readonly chunk: number;
  readonly first_slot: number;
  readonly values_f32: Uint8Array;
  readonly checksum: number;
  readonly saved_in: number;
}

/** A chunk as it stands in the store. */
export interface StoredChunk {
  readonly series: number;
  readonly chunk: number;
  readonly savedIn: number;
  /** Null where its blob is damaged. */
  readonly row: SlotRow | null;
}

/**
 * Chunks by tier, series and number, as blobs of single-precision numbers, the precision of the history in memory. SQLite
 * checks the structure of its pages, not what lies in them: each blob has a CRC-32, of itself and of where it belongs.
 */
export class ChunkTable {
  readonly #upsert: StatementSync;
  readonly #read: StatementSync;
  readonly #drop: StatementSync;

  constructor(db: DatabaseSync) {
    this.#upsert = db.prepare(`
      INSERT INTO chunk (tier_id, series_id, chunk, first_slot, values_f32, checksum, saved_in)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tier_id, series_id, chunk) DO UPDATE SET
        first_slot = excluded.first_slot, values_f32 = excluded.values_f32,
        checksum = excluded.checksum, saved_in = excluded.saved_in
    `);
    this.#read = db.prepare('SELECT * FROM chunk WHERE tier_id = ? ORDER BY series_id, chunk');
    this.#drop = db.prepare('DELETE FROM chunk WHERE tier_id = ? AND chunk < ?');
  }

  /** Writes a chunk, in place of what was saved of it. */
  write(tier: number, series: number, chunk: number, { firstSlot, values }: SlotRow, save: number): void {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const place = `${tier} ${series} ${chunk} ${firstSlot} ${save}`;
    this.#upsert.run(tier, series, chunk, firstSlot, bytes, crc32(place, crc32(bytes)), save);
  }

  /** All chunks of a tier, series by series, each in the order of time. */
  *read(tier: number): Generator<StoredChunk> {
    for (const found of this.#read.iterate(tier)) {
      const { series_id, chunk, first_slot, values_f32, checksum, saved_in } = found as unknown as ChunkRow;
      const place = `${tier} ${series_id} ${chunk} ${first_slot} ${saved_in}`;
      const intact = crc32(place, crc32(values_f32)) === checksum && values_f32.byteLength % 4 === 0;
      // A copy where the bytes are not aligned for numbers.
      const bytes = values_f32.byteOffset % 4 === 0 ? values_f32 : new Uint8Array(values_f32);
      const row = intact
        ? { firstSlot: first_slot, values: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4) }
        : null;
      yield { series: series_id, chunk, savedIn: saved_in, row };
    }
  }

  /** Drops the chunks of a tier that are older than this one. */
  dropBefore(tier: number, chunk: number): void {
    this.#drop.run(tier, chunk);
  }
}
