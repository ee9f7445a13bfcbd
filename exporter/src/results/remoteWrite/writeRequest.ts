import type { Histogram } from '../../core/histogram.ts';

/** One series of a remote-write request, with its newest value: a number, or a native histogram. Cumulative. */
export interface PushedSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Null where only a histogram was sent, or a staleness marker. */
  readonly value: number | null;
  readonly histogram: Histogram | null;
}
