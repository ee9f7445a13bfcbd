/** Bytes of one entry: position and value as doubles, the series as 32 bits, the tier as 8. */
const ENTRY_BYTES = 21;

/** What an entry with this instead of a tier's number says: the newest point of its series. */
export const LATEST = 0;

/**
 * Entries of the journal, column by column. An entry is a slot of a tier, or the newest point of a series
 * ({@link LATEST}; its position is then a time stamp). In the machine's byte order, little-endian on all but s390x.
 */
export interface JournalEntries {
  readonly count: number;
  /** Slot, or Unix seconds. */
  readonly positions: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** Number of the series in the store. */
  readonly series: ArrayLike<number>;
  /** Number of the tier in the store, or {@link LATEST}. */
  readonly tiers: ArrayLike<number>;
}

/** Entries as a blob. */
export function encodeJournal({ count, positions, values, series, tiers }: JournalEntries): Uint8Array {
  const buffer = new ArrayBuffer(count * ENTRY_BYTES);
  new Float64Array(buffer, 0, count).set(positions);
  new Float64Array(buffer, 8 * count, count).set(values);
  new Uint32Array(buffer, 16 * count, count).set(series);
  new Uint8Array(buffer, 20 * count, count).set(tiers);
  return new Uint8Array(buffer);
}

/** The entries that {@link encodeJournal} made a blob of. @throws RangeError where it is no such blob */
export function decodeJournal(blob: Uint8Array): JournalEntries {
  if (blob.byteLength % ENTRY_BYTES !== 0) {
    throw new RangeError(`a journal has ${ENTRY_BYTES} bytes for each entry, not ${blob.byteLength} in all`);
  }
  const count = blob.byteLength / ENTRY_BYTES;
  // A copy of its own, so that the columns are aligned.
  const { buffer } = new Uint8Array(blob);
  return {
    count,
    positions: new Float64Array(buffer, 0, count),
    values: new Float64Array(buffer, 8 * count, count),
    series: new Uint32Array(buffer, 16 * count, count),
    tiers: new Uint8Array(buffer, 20 * count, count),
  };
}
