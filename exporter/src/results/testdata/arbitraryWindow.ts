import fc from 'fast-check';
import type { Histogram } from '../../core/histogram.ts';
import { emptyHistogram, observe } from '../../core/histogram.ts';
import type { ResultWindow } from '../../core/loadDriver.ts';

/** A histogram of these latencies. */
export function histogramOf(latencies: readonly number[]): Histogram {
  const histogram = emptyHistogram();
  for (const latency of latencies) observe(histogram, latency);
  return histogram;
}

/** A span of results with these latencies, at this time. */
export function windowOf(timestampSeconds: number, latencies: readonly number[], own: Partial<ResultWindow> = {}): ResultWindow {
  return {
    timestampSeconds,
    requests: latencies.length,
    errors: 0,
    refused: 0,
    iterations: latencies.length,
    droppedIterations: 0,
    vus: 1,
    latency: histogramOf(latencies),
    ...own,
  };
}

/** Latencies in whole 1/1024 s, so that sums are exact in any order. */
export const arbitraryLatencies = fc.array(
  fc.integer({ min: 0, max: 4096 }).map((ticks) => ticks / 1024),
  { maxLength: 30 },
);

export const arbitraryWindow = fc
  .tuple(fc.integer({ min: 0, max: 1000 }), arbitraryLatencies, fc.nat(50), fc.nat(50), fc.nat(50))
  .map(([at, latencies, errors, refused, droppedIterations]) =>
    windowOf(at, latencies, { errors, refused, droppedIterations }),
  );
