import type { Random } from '../../core/random.ts';
import type { DurationPlan } from './shopPlan.ts';

/** One sample of a log-normal time, in seconds. Cut at eight times the median, so that no sample holds a slot for ever. */
export function sampleDuration(plan: DurationPlan, random: Random): number {
  return plan.medianSeconds * Math.min(8, Math.exp(plan.sigma * random.normal()));
}
