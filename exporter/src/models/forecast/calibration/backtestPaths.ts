import type { SeasonContext } from '../points/seasonContext.ts';

/** Out-of-sample forecasts from some origins and what became of them. */
export interface BacktestPaths {
  readonly context: SeasonContext;
  /** Time of day, in steps, of the series' first value. */
  readonly phase: number;
  readonly origins: readonly number[];
  readonly paths: readonly Float64Array[];
  /** Values from this index on must not be looked at. */
  readonly until: number;
}

/**
 * Calls back for a sample of steps of every origin where something is known: error, steps ahead, forecast, time of day.
 */
export function visitErrors(
  past: BacktestPaths,
  visit: (error: number, ahead: number, level: number, phase: number) => void,
): void {
  const { known, season } = past.context;
  past.origins.forEach((origin, at) => {
    const path = past.paths[at]!;
    const reach = Math.min(path.length, past.until - origin);
    const stride = Math.max(1, Math.floor(path.length / 96));
    for (let i = at % stride; i < reach; i += stride) {
      const error = known[origin + i]! - path[i]!;
      if (Number.isFinite(error)) visit(error, i, path[i]!, (past.phase + origin + i) % season);
    }
  });
}

/** Errors of a day are much alike, so few days say little of the tails: 1 + 1 / days. */
export function smallSampleWidening(past: BacktestPaths): number {
  const span = (past.until - (past.origins[0] ?? past.until)) / past.context.season;
  return 1 + 1 / Math.max(1, span);
}
