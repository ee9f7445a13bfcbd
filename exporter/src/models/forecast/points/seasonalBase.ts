import { median } from '../../median.ts';
import { smoothedAt, valueAt, type SeasonContext } from './seasonContext.ts';

/** Ways to say, from past days alone, what is usual at a time of day. `weeks` looks at the same weekday only. */
export const SEASONAL_BASES = [
  'day',
  'day_smoothed',
  'days3_smoothed',
  'days7',
  'days7_smoothed',
  'days7_median',
  'week_smoothed',
  'weeks_smoothed',
] as const;
export type SeasonalBase = (typeof SEASONAL_BASES)[number];

const DAYS_PER_WEEK = 7;
const MAX_WEEKS = 4;

/** Days of past that a base needs to say more than a shorter one would. */
export function daysNeeded(base: SeasonalBase): number {
  if (base === 'day' || base === 'day_smoothed') return 1;
  if (base === 'days3_smoothed') return 3;
  return base === 'week_smoothed' || base === 'weeks_smoothed' ? DAYS_PER_WEEK : 4;
}

/** What `base` says of index `target` (may lie before or after `origin`) from values before both. */
export function baseAt(context: SeasonContext, base: SeasonalBase, target: number, origin: number): number {
  const { season } = context;
  // Whole days back that reach before the origin; at least one, so that a past target is not told its own value.
  const back = Math.max(1, Math.ceil((target - origin + 1) / season)) * season;
  const newest = target - back;
  const available = Math.floor(newest / season) + 1;
  switch (base) {
    case 'day':
      return valueAt(context, newest, origin);
    case 'day_smoothed':
      return smoothedAt(context, newest, origin);
    case 'days3_smoothed':
      return meanOverDays(smoothedAt, context, newest, origin, Math.min(3, available), season);
    case 'days7':
      return meanOverDays(valueAt, context, newest, origin, Math.min(DAYS_PER_WEEK, available), season);
    case 'days7_smoothed':
      return meanOverDays(smoothedAt, context, newest, origin, Math.min(DAYS_PER_WEEK, available), season);
    case 'days7_median':
      return medianOverDays(context, newest, origin, Math.min(DAYS_PER_WEEK, available));
    case 'week_smoothed':
    case 'weeks_smoothed': {
      const week = DAYS_PER_WEEK * season;
      const sameWeekday = target - Math.ceil(back / week) * week;
      const weeks = base === 'week_smoothed' ? 1 : Math.min(MAX_WEEKS, Math.floor(sameWeekday / week) + 1);
      return meanOverDays(smoothedAt, context, sameWeekday, origin, weeks, week);
    }
  }
}

function meanOverDays(
  look: typeof valueAt,
  context: SeasonContext,
  newest: number,
  origin: number,
  count: number,
  stride: number,
): number {
  let sum = 0;
  for (let k = 0; k < Math.max(1, count); k++) sum += look(context, newest - k * stride, origin);
  return sum / Math.max(1, count);
}

const days = new Float64Array(DAYS_PER_WEEK);

function medianOverDays(context: SeasonContext, newest: number, origin: number, count: number): number {
  const used = Math.max(1, count);
  for (let k = 0; k < used; k++) days[k] = valueAt(context, newest - k * context.season, origin);
  return median(days.subarray(0, used));
}
