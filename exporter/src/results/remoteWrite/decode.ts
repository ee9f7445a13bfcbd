import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import type { Histogram } from '../../core/histogram.ts';
import { Problem } from '../../core/problem.ts';
import { uncompress } from './snappy.ts';
import type { PushedSeries } from './writeRequest.ts';

/** Longest request after decompression; some 50,000 series. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Calls back with every field of a message; the callback reads it, or answers false to have it skipped. */
function eachField(bytes: Uint8Array, read: (field: number, reader: BinaryReader, type: WireType) => boolean): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (!read(field, reader, type)) reader.skip(type, field);
  }
}

/** Repeated signed numbers, packed or one by one. */
function readSigned(reader: BinaryReader, type: WireType, into: number[]): true {
  const end = type === WireType.LengthDelimited ? reader.uint32() + reader.pos : reader.pos + 1;
  if (end > reader.len) throw new RangeError('premature EOF');
  do into.push(Number(reader.sint64()));
  while (reader.pos < end);
  return true;
}

function readLabel(bytes: Uint8Array): [string, string] {
  const label: [string, string] = ['', ''];
  eachField(bytes, (field, reader) => {
    if (field !== 1 && field !== 2) return false;
    label[field - 1] = reader.string();
    return true;
  });
  return label;
}

function readSample(bytes: Uint8Array): number {
  let value = 0;
  eachField(bytes, (field, reader) => {
    if (field !== 1) return false;
    value = reader.double();
    return true;
  });
  return value;
}

function readSpan(bytes: Uint8Array): { offset: number; length: number } {
  const span = { offset: 0, length: 0 };
  eachField(bytes, (field, reader) => {
    if (field === 1) span.offset = reader.sint32();
    else if (field === 2) span.length = reader.uint32();
    else return false;
    return true;
  });
  return span;
}

/** Buckets from spans and deltas: each count is the one before plus its delta (specification of native histograms). */
function bucketsOf(
  spans: readonly { offset: number; length: number }[],
  deltas: readonly number[],
): Map<number, number> {
  const buckets = new Map<number, number>();
  let index = 0;
  let count = 0;
  let used = 0;
  for (const { offset, length } of spans) {
    if (used + length > deltas.length) throw new RangeError('a histogram with fewer deltas than its spans say');
    index += offset;
    for (let i = 0; i < length; i++) {
      count += deltas[used++] ?? 0;
      if (count < 0) throw new RangeError('a histogram with a negative bucket');
      if (count > 0) buckets.set(index, count);
      index += 1;
    }
  }
  if (used !== deltas.length) throw new RangeError('a histogram with more deltas than its spans say');
  return buckets;
}

/** Integer histograms with exponential buckets for positive values, which is what durations make. */
function readHistogram(bytes: Uint8Array): Histogram {
  const fields = { count: 0, sum: 0, schema: 0, zeroThreshold: 0, zeroCount: 0 };
  const spans: { offset: number; length: number }[] = [];
  const deltas: number[] = [];
  eachField(bytes, (field, reader, type) => {
    if (field === 1) fields.count = Number(reader.uint64());
    else if (field === 3) fields.sum = reader.double();
    else if (field === 4) fields.schema = reader.sint32();
    else if (field === 5) fields.zeroThreshold = reader.double();
    else if (field === 6) fields.zeroCount = Number(reader.uint64());
    else if (field === 11) spans.push(readSpan(reader.bytes()));
    else if (field === 12) return readSigned(reader, type, deltas);
    else return false;
    return true;
  });
  if (!(fields.schema >= -4 && fields.schema <= 8)) throw new RangeError(`a histogram of schema ${fields.schema}`);
  if (!Number.isFinite(fields.sum)) throw new RangeError('a histogram whose sum is not finite');
  return { ...fields, buckets: bucketsOf(spans, deltas) };
}

function readSeries(bytes: Uint8Array): PushedSeries {
  const labels: Record<string, string> = {};
  let value: number | null = null;
  let histogram: Histogram | null = null;
  eachField(bytes, (field, reader) => {
    if (field === 1) {
      const [name, text] = readLabel(reader.bytes());
      labels[name] = text;
    } else if (field === 2) value = readSample(reader.bytes());
    else if (field === 4) histogram = readHistogram(reader.bytes());
    else return false;
    return true;
  });
  const { __name__: name = '', ...others } = labels;
  if (name === '') throw new RangeError('a series without a name');
  // A staleness marker is a NaN; it is no value.
  return { name, labels: others, value: Number.isFinite(value) ? value : null, histogram };
}

/**
 * Decodes a request of Prometheus remote write 1.0 (prometheus.io/docs/specs/prw/remote_write_spec; prompb/types.proto):
 * a Snappy block with series of samples and native histograms.
 *
 * @returns every series with its last value; throws a Problem `bad_request` where any part cannot be read, so that
 *   nothing is half taken
 */
export function decodeWriteRequest(body: Uint8Array): PushedSeries[] {
  try {
    const series: PushedSeries[] = [];
    eachField(uncompress(body, MAX_BYTES), (field, reader) => {
      if (field !== 1) return false;
      series.push(readSeries(reader.bytes()));
      return true;
    });
    return series;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Problem(
      'bad_request',
      'Not a remote-write request',
      `The body (${body.length} bytes) is no Snappy-compressed remote-write request: ${what}. Nothing of it was taken.`,
    );
  }
}
