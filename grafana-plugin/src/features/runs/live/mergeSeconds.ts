import type { Run } from '@loadstar/exporter/contract';

type Seconds = Run['series'];

/**
 * The seconds of both, each time once, in order of time; where both have a time, the one of `more` stands. What comes
 * later than everything held, as it does second by second, costs no sorting.
 */
export function mergeSeconds(held: Seconds, more: Seconds): Seconds {
  const last = held.at(-1)?.time ?? -Infinity;
  if (more.every(({ time }, i) => time > (more[i - 1]?.time ?? last))) {
    return more.length === 0 ? held : [...held, ...more];
  }
  const byTime = new Map([...held, ...more].map((second) => [second.time, second]));
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}
