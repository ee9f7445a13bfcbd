import type { Histogram } from '../../core/histogram.ts';
import { parseRecord } from '../parseRecord.ts';

/** A histogram as plain data: its buckets are pairs of index and count. */
interface StoredHistogram extends Omit<Histogram, 'buckets'> {
  readonly buckets: readonly (readonly [index: number, count: number])[];
}

/** A histogram as JSON. */
export function encodeHistogram(histogram: Histogram): string {
  return JSON.stringify({ ...histogram, buckets: [...histogram.buckets] } satisfies StoredHistogram);
}

/** The histogram that {@link encodeHistogram} wrote; null where the text is damaged. */
export function decodeHistogram(text: string): Histogram | null {
  const stored = parseRecord<StoredHistogram>(text);
  return stored === null ? null : { ...stored, buckets: new Map(stored.buckets) };
}
