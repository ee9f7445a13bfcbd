import type { Forest } from './forest.ts';

/** A forest as plain data: numbers in base64, little-endian. */
export interface PackedForest {
  readonly subsample: number;
  readonly roots: string;
  readonly column: string;
  readonly threshold: string;
  readonly left: string;
}

/** The forest as plain data. */
export function packForest(forest: Forest): PackedForest {
  return {
    subsample: forest.subsample,
    roots: base64(forest.roots),
    column: base64(forest.column),
    threshold: base64(forest.threshold),
    left: base64(forest.left),
  };
}

/** The forest that {@link packForest} packed. */
export function unpackForest(packed: PackedForest): Forest {
  return {
    subsample: packed.subsample,
    roots: new Int32Array(bytes(packed.roots)),
    column: new Int16Array(bytes(packed.column)),
    threshold: new Float32Array(bytes(packed.threshold)),
    left: new Int16Array(bytes(packed.left)),
  };
}

function base64(array: Int16Array | Int32Array | Float32Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

function bytes(text: string): ArrayBuffer {
  const buffer = Buffer.from(text, 'base64');
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
}
