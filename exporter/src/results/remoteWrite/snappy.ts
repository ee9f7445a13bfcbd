import { uncompressSync } from 'snappy';

/** What is wrong with a compressed block. */
export class SnappyError extends Error {}

/** The length of the plain text, with which a block begins (github.com/google/snappy, format_description.txt). */
function plainLength(block: Uint8Array): number {
  let length = 0;
  for (let i = 0; i < 5; i++) {
    const byte = block[i];
    if (byte === undefined) break;
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return length;
  }
  throw new SnappyError('its length cannot be read');
}

/**
 * Decompresses a Snappy block, as remote write sends it, by the native library with prebuilt binaries (snappyjs 0.7.0
 * takes a block that is cut off between two elements for whole and fills up with zeros).
 *
 * @param maxBytes longest result; a longer one is refused before memory is taken for it
 * @returns exactly as many bytes as the block says; throws a SnappyError for anything else
 */
export function uncompress(block: Uint8Array, maxBytes: number): Uint8Array {
  const length = plainLength(block);
  if (length > maxBytes) throw new SnappyError(`it would unpack to ${length} bytes; ${maxBytes} are allowed`);
  let plain: Uint8Array;
  try {
    // The library's types allow for text, which asBuffer rules out.
    plain = uncompressSync(Buffer.from(block.buffer, block.byteOffset, block.byteLength), { asBuffer: true }) as Buffer;
  } catch (error) {
    throw new SnappyError(`it is cut off or corrupt (${error instanceof Error ? error.message : String(error)})`);
  }
  if (plain.length !== length) throw new SnappyError('it is cut off');
  return plain;
}
