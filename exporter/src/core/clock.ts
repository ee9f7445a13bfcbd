const SECONDS_PER_REAL_DAY = 86_400;

/**
 * The clock that services live on. Production's day has 86,400 seconds; the demo shop's day is compressed (600). All
 * seasons, horizons and retention times are given for an ordinary day and are scaled by {@link Clock.scale}, so that
 * "24h" always means one day of the service. Time stamps stay real Unix seconds.
 */
export interface Clock {
  /** Now, Unix seconds with fraction. */
  nowSeconds(): number;
  /** Real seconds that one day of the watched services lasts. */
  readonly secondsPerDay: number;
  /** Real seconds per second of an ordinary day: secondsPerDay / 86,400. 1 in production. */
  readonly scale: number;
}

/** The system's clock for services whose day lasts `secondsPerDay` real seconds. */
export function systemClock(secondsPerDay: number = SECONDS_PER_REAL_DAY): Clock {
  return {
    nowSeconds: () => Date.now() / 1000,
    secondsPerDay,
    scale: secondsPerDay / SECONDS_PER_REAL_DAY,
  };
}
