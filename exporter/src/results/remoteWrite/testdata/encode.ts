import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Histogram } from '../../../core/histogram.ts';

/** One series to push; a value, a histogram, or both. */
export interface EncodedSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly value?: number;
  readonly histogram?: Histogram;
}

/** A Snappy block of literals only, which every decoder must take. */
export function block(plain: Uint8Array): Uint8Array {
  const head = new BinaryWriter().uint32(plain.length).finish();
  const parts: number[] = [...head];
  for (let at = 0; at < plain.length; at += 60) {
    const literal = plain.subarray(at, at + 60);
    parts.push((literal.length - 1) << 2, ...literal);
  }
  return Uint8Array.from(parts);
}

function histogramBytes(histogram: Histogram): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.Varint).uint64(histogram.count);
  writer.tag(3, WireType.Bit64).double(histogram.sum);
  writer.tag(4, WireType.Varint).sint32(histogram.schema);
  writer.tag(5, WireType.Bit64).double(histogram.zeroThreshold);
  writer.tag(6, WireType.Varint).uint64(histogram.zeroCount);
  let next = 0;
  let before = 0;
  for (const [index, count] of [...histogram.buckets].sort(([a], [b]) => a - b)) {
    const span = writer.tag(11, WireType.LengthDelimited).fork();
    span.tag(1, WireType.Varint).sint32(index - next).tag(2, WireType.Varint).uint32(1).join();
    writer.tag(12, WireType.LengthDelimited).fork().sint64(count - before).join();
    next = index + 1;
    before = count;
  }
  return writer.finish();
}

function writeSeries(request: BinaryWriter, labels: EncodedSeries['labels'], rest: (writer: BinaryWriter) => void): void {
  const series = request.tag(1, WireType.LengthDelimited).fork();
  for (const [name, value] of Object.entries(labels)) {
    const label = series.tag(1, WireType.LengthDelimited).fork();
    label.tag(1, WireType.LengthDelimited).string(name).tag(2, WireType.LengthDelimited).string(value).join();
  }
  rest(series);
  series.join();
}

/** A remote-write request with one histogram as it is given, well formed or not. */
export function encodeHistogram(labels: EncodedSeries['labels'], histogram: Uint8Array): Uint8Array {
  const request = new BinaryWriter();
  writeSeries(request, labels, (series) => series.tag(4, WireType.LengthDelimited).bytes(histogram));
  return block(request.finish());
}

/** A remote-write request as k6 would push it. */
export function encodeRequest(all: readonly EncodedSeries[]): Uint8Array {
  const request = new BinaryWriter();
  for (const { labels, value, histogram } of all) {
    writeSeries(request, labels, (series) => {
      if (value !== undefined) {
        const sample = series.tag(2, WireType.LengthDelimited).fork();
        sample.tag(1, WireType.Bit64).double(value).tag(2, WireType.Varint).int64(1).join();
      }
      if (histogram !== undefined) series.tag(4, WireType.LengthDelimited).bytes(histogramBytes(histogram));
    });
  }
  return block(request.finish());
}
