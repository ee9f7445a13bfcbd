import type { ResultWindow } from '../../../core/loadDriver.ts';

/** How fast old spans are forgotten: after ten of them a third is left. */
const KEEP = 0.9;
/** Iterations that must have been seen before the ratio is trusted. */
const FEWEST_ITERATIONS = 3;

/** Follows how many requests an iteration makes. */
export interface RequestRatio {
  take(window: ResultWindow): void;
  /** Null until it is known. */
  readonly requestsPerIteration: number | null;
}

/**
 * Measures requests per iteration from results, with newer ones weighing more, since scripts may branch. Requests belong to
 * the span in which they end and iterations to theirs, which evens out over a few spans unless iterations are very long.
 */
export function createRequestRatio(): RequestRatio {
  let requests = 0;
  let iterations = 0;
  return {
    take: (window) => {
      requests = requests * KEEP + window.requests;
      iterations = iterations * KEEP + window.iterations;
    },
    get requestsPerIteration() {
      return iterations >= FEWEST_ITERATIONS && requests > 0 ? requests / iterations : null;
    },
  };
}
