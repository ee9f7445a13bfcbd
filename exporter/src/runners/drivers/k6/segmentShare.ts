/** A part of the whole, as edges in parts of `whole`. */
export interface SegmentShare {
  /** Edges of all parts, from 0 to `whole`. */
  readonly edges: readonly number[];
  readonly whole: number;
  /** This runner's part, 0–1. */
  readonly ratio: number;
}

/** k6 lays out a pattern as long as the parts' common denominator; up to here it is not worth a thought. */
const LONGEST_PATTERN = 5000;

/**
 * Splits a ceiling over runners. `--rps` takes whole numbers, and the caps of all runners must make the ceiling and no more:
 * so that each can still make its whole share, shares are whole numbers of requests a second (100 over three: 33, 33, 34)
 * rather than equal ones. Ceilings too high for that are split equally, at a loss of less than one in 1,000.
 *
 * @param ceilingRequestsPerSecond of the whole run; at least one for each runner
 */
export function segmentShare(index: number, count: number, ceilingRequestsPerSecond: number): SegmentShare {
  const ceiling = Math.floor(ceilingRequestsPerSecond + 1e-9);
  const whole = ceiling >= count && ceiling <= LONGEST_PATTERN ? ceiling : count;
  const edges = Array.from({ length: count + 1 }, (_, i) => Math.floor((i * whole) / count));
  return { edges, whole, ratio: ((edges[index + 1] ?? 0) - (edges[index] ?? 0)) / whole };
}
