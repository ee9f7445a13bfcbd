import type { Status } from '../contract/index.ts';
import type { Clock } from '../core/clock.ts';

const SECONDS_PER_REAL_DAY = 86_400;

/** The services' clock as people read it. */
export function clockStatus(clock: Clock): Status['clock'] {
  const { secondsPerDay } = clock;
  const compressed = secondsPerDay < SECONDS_PER_REAL_DAY;
  const minutes = Number((secondsPerDay / 60).toFixed(1));
  return {
    secondsPerDay,
    label: compressed ? `1 day = ${minutes} min` : null,
    dayFraction: (clock.nowSeconds() % secondsPerDay) / secondsPerDay,
  };
}
