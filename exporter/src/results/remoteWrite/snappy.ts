/** What is wrong with a compressed block. */
export class SnappyError extends Error {}

function readLength(block: Uint8Array): { length: number; next: number } {
  let length = 0;
  for (let i = 0; i < 5; i++) {
    const byte = block[i];
    if (byte === undefined) break;
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { length, next: i + 1 };
  }
  throw new SnappyError('its length cannot be read');
}

/** Little-endian number of `bytes` bytes. */
function readNumber(block: Uint8Array, at: number, bytes: number): number {
  let value = 0;
  for (let i = 0; i < bytes; i++) {
    const byte = block[at + i];
    if (byte === undefined) throw new SnappyError('it is cut off');
    value += byte * 2 ** (8 * i);
  }
  return value;
}

/** One element: a literal (`offset` 0; its bytes start at `next`) or a copy from `offset` bytes back. */
interface Element {
  readonly length: number;
  readonly offset: number;
  readonly next: number;
}

function readElement(block: Uint8Array, at: number): Element {
  const tag = readNumber(block, at, 1);
  const kind = tag & 3;
  if (kind === 0) {
    const size = tag >>> 2;
    if (size < 60) return { length: size + 1, offset: 0, next: at + 1 };
    return { length: readNumber(block, at + 1, size - 59) + 1, offset: 0, next: at + 1 + size - 59 };
  }
  const wide = kind === 1 ? 1 : kind === 2 ? 2 : 4;
  const low = readNumber(block, at + 1, wide);
  const offset = kind === 1 ? (tag >>> 5) * 256 + low : low;
  if (offset === 0) throw new SnappyError('it copies from nowhere');
  return { length: kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1, offset, next: at + 1 + wide };
}

/**
 * Decompresses a Snappy block (github.com/google/snappy, format_description.txt), as remote write sends it. Written here
 * since snappyjs 0.7.0, the maintained-least of the two packages, takes a block that is cut off between two elements for
 * whole and fills up with zeros, and the other is native code.
 *
 * @param maxBytes longest result; a longer one is refused before memory is taken for it
 * @returns exactly as many bytes as the block says; throws a SnappyError for anything else
 */
export function uncompress(block: Uint8Array, maxBytes: number): Uint8Array {
  const { length, next } = readLength(block);
  if (length > maxBytes) throw new SnappyError(`it would unpack to ${length} bytes; ${maxBytes} are allowed`);
  const output = new Uint8Array(length);
  let at = next;
  let written = 0;
  while (at < block.length) {
    const element = readElement(block, at);
    const { offset } = element;
    at = element.next;
    if (written + element.length > length) throw new SnappyError('it holds more than it says');
    if (offset === 0) {
      if (at + element.length > block.length) throw new SnappyError('it is cut off');
      output.set(block.subarray(at, at + element.length), written);
      at += element.length;
    } else {
      if (offset > written) throw new SnappyError('it copies from before its start');
      // Byte by byte: a copy may overlap what it writes, and then repeats it.
      for (let i = 0; i < element.length; i++) output[written + i] = output[written + i - offset] ?? 0;
    }
    written += element.length;
  }
  if (written !== length) throw new SnappyError('it is cut off');
  return output;
}
