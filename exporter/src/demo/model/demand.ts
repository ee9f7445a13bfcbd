import { demandRequestsPerSecond, shopTimeSeconds, HIGHEST_DEMAND } from './demandCurve.ts';

/** How many visitors come. */
export interface Demand {
  /** Requests per second at a Unix time; never above `highest`. */
  readonly at: (unixSeconds: number) => number;
  readonly highest: number;
}

/** The shop's season in compressed time: a day lasts `secondsPerDay` real seconds. */
export function seasonalDemand(secondsPerDay: number, seed: number): Demand {
  return {
    at: (unixSeconds) => demandRequestsPerSecond(shopTimeSeconds(unixSeconds, secondsPerDay), seed),
    highest: HIGHEST_DEMAND,
  };
}
