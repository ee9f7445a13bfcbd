import { mergeHistograms } from '../core/histogram.ts';
import type { ResultWindow } from '../core/loadDriver.ts';

/**
 * Results of several runners, or of several spans, as one: counts add up, latencies add up bucket by bucket, and the time
 * is the latest. Exact, associative and commutative.
 *
 * @param windows at least one
 */
export function mergeWindows(windows: readonly ResultWindow[]): ResultWindow {
  const sum = (of: (window: ResultWindow) => number): number => windows.reduce((total, one) => total + of(one), 0);
  return {
    timestampSeconds: Math.max(...windows.map((one) => one.timestampSeconds)),
    requests: sum((one) => one.requests),
    errors: sum((one) => one.errors),
    refused: sum((one) => one.refused),
    iterations: sum((one) => one.iterations),
    droppedIterations: sum((one) => one.droppedIterations),
    vus: sum((one) => one.vus),
    latency: mergeHistograms(windows.map((one) => one.latency)),
  };
}
