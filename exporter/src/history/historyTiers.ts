import type { HistoryConfig } from '../config/sections/history.ts';
import type { Clock } from '../core/clock.ts';

/** One resolution in which series are kept. */
export interface Tier {
  readonly stepSeconds: number;
  /** Slots kept. */
  readonly capacity: number;
}

/** The two resolutions of the history. */
export interface HistoryTiers {
  /** The cycle's own interval, for the newest past. */
  readonly fine: Tier;
  /** The models' step, for all of the retention. A day of the services holds a whole number of steps. */
  readonly coarse: Tier;
}

/**
 * Resolutions for a configuration. Durations are scaled to the services' clock; the coarse step is not below the cycle's
 * interval, and is lengthened a little where a day would not hold a whole number of steps, since seasons are counted in
 * steps.
 */
export function historyTiers(config: HistoryConfig, intervalSeconds: number, clock: Clock): HistoryTiers {
  const wantedStep = Math.max(config.stepSeconds * clock.scale, intervalSeconds);
  const stepsPerDay = Math.max(1, Math.floor(clock.secondsPerDay / wantedStep + 1e-9));
  const coarseStep = clock.secondsPerDay / stepsPerDay;
  const slots = (seconds: number, step: number): number => Math.ceil((seconds * clock.scale) / step - 1e-9) + 1;
  // A coarse slot is the mean of fine ones: at least two of them must lie within the fine tier.
  const fineSpan = Math.max(
    slots(config.fineRetentionSeconds, intervalSeconds),
    Math.ceil((2 * coarseStep) / intervalSeconds) + 1,
  );
  return {
    fine: { stepSeconds: intervalSeconds, capacity: fineSpan },
    coarse: { stepSeconds: coarseStep, capacity: slots(config.retentionSeconds, coarseStep) },
  };
}
