const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_HOUR = 3600;

/** Requests per second at the quietest hour of an ordinary day, and what the humps add to it. */
const VALLEY = 6.5;
const LATE_MORNING = { hour: 11, heightRequestsPerSecond: 15, narrowness: 5 };
const EVENING = { hour: 19.75, heightRequestsPerSecond: 25, narrowness: 7 };
/** Monday to Sunday. */
const WEEK = [1, 0.98, 1, 1.02, 1.06, 0.78, 0.7];
const SLOW_NOISE = { knotSeconds: 6 * SECONDS_PER_HOUR, amplitude: 0.05 };
const FAST_NOISE = { knotSeconds: 20 * 60, amplitude: 0.04 };

/** No demand is above this, in requests per second. */
export const HIGHEST_DEMAND = 42;

/** Shop time of a Unix time, in seconds of a day of 86,400: a day of the shop lasts `secondsPerDay` real seconds. */
export function shopTimeSeconds(unixSeconds: number, secondsPerDay: number): number {
  return (unixSeconds / secondsPerDay) * SECONDS_PER_DAY;
}

/** A von Mises bump around an hour of the day: 1 at its top, smooth over midnight. */
function bump(hourOfDay: number, hour: number, narrowness: number): number {
  return Math.exp(narrowness * (Math.cos(((hourOfDay - hour) / 24) * 2 * Math.PI) - 1));
}

/** A fixed pseudo-random number in [-1, 1] for an integer (Wellons' triple32 mixing). */
function hashed(integer: number, seed: number): number {
  let x = (Math.imul(integer, 0x9e3779b1) ^ seed) | 0;
  x = Math.imul(x ^ (x >>> 17), 0xed5ad4bb);
  x = Math.imul(x ^ (x >>> 11), 0xac4c1b51);
  x = Math.imul(x ^ (x >>> 15), 0x31848bab);
  return ((x ^ (x >>> 14)) >>> 0) / 2 ** 31 - 1;
}

/** Smooth noise in [-1, 1] with a fixed value for every time, so that past and live read one curve. */
function smoothNoise(seconds: number, knotSeconds: number, seed: number): number {
  const position = seconds / knotSeconds;
  const knot = Math.floor(position);
  const blend = (1 - Math.cos((position - knot) * Math.PI)) / 2;
  return hashed(knot, seed) * (1 - blend) + hashed(knot + 1, seed) * blend;
}

/**
 * Visitors' demand at the front, in requests per second, at a shop time (seconds; day 0 is a Monday): a valley at night,
 * a hump late in the morning and a higher one in the evening, a quieter weekend, and noise that is a function of the
 * time and the seed. Between about 5 and {@link HIGHEST_DEMAND}.
 */
export function demandRequestsPerSecond(seconds: number, seed = 1): number {
  const day = Math.floor(seconds / SECONDS_PER_DAY);
  const hourOfDay = (seconds - day * SECONDS_PER_DAY) / SECONDS_PER_HOUR;
  const ordinaryDay =
    VALLEY +
    LATE_MORNING.heightRequestsPerSecond * bump(hourOfDay, LATE_MORNING.hour, LATE_MORNING.narrowness) +
    EVENING.heightRequestsPerSecond * bump(hourOfDay, EVENING.hour, EVENING.narrowness);
  const noise =
    SLOW_NOISE.amplitude * smoothNoise(seconds, SLOW_NOISE.knotSeconds, seed) +
    FAST_NOISE.amplitude * smoothNoise(seconds, FAST_NOISE.knotSeconds, seed + 1);
  return Math.min(HIGHEST_DEMAND, ordinaryDay * weekFactor(day, hourOfDay) * (1 + noise));
}

/** The weekday's factor, blended over the night's quiet hours so that midnight is no step. */
function weekFactor(day: number, hourOfDay: number): number {
  const weekday = ((day % 7) + 7) % 7;
  const today = WEEK[weekday] ?? 1;
  if (hourOfDay >= 4) return today;
  const yesterday = WEEK[(weekday + 6) % 7] ?? 1;
  return yesterday + (today - yesterday) * (hourOfDay / 4);
}
