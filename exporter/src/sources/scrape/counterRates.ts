/** Values of counters by a key of their labels. */
export type Counters = ReadonlyMap<string, number>;

/**
 * Increase of a counter. A lower value means that it began again at zero, and so does one that was not there at the last
 * scrape: a label value that is first seen now has counted since then. (Prometheus' rate() drops the latter's first
 * value, since it cannot tell it from a gap.)
 */
export function increase(previous: number | undefined, current: number): number {
  if (previous === undefined || current < previous) return current;
  return current - previous;
}

/** Sum of the increases a second of all counters. */
export function totalRate(previous: Counters, current: Counters, seconds: number): number {
  let sum = 0;
  for (const [key, value] of current) sum += increase(previous.get(key), value);
  return sum / seconds;
}
