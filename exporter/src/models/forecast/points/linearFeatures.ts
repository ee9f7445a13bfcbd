import { meanBefore, smoothedAt, valueAt, type SeasonContext } from './seasonContext.ts';

const DAYS = 7;

/** Number of columns that {@link linearFeatures} writes. */
export const LINEAR_COLUMNS = DAYS + 10;

/** What is the same for every step from one origin: recent levels against those of the same hours of past days. */
export interface OriginLevels {
  readonly origin: number;
  readonly columns: Float64Array;
}

/** Recent levels before `origin`: the last value, hour and day, each less its usual level. */
export function originLevels(context: SeasonContext, origin: number): OriginLevels {
  const { season } = context;
  const hour = Math.max(1, Math.round(season / 24));
  const spans = [1, hour, season];
  const columns = new Float64Array(8);
  spans.forEach((span, s) => {
    const now = meanBefore(context, origin, span);
    let usual = 0;
    let days = 0;
    for (let k = 1; k <= DAYS && (k === 1 || origin - k * season >= span); k++, days++) {
      usual += meanBefore(context, Math.max(1, origin - k * season), span);
    }
    columns[s] = now - usual / days;
  });
  const lastHour = meanBefore(context, origin, hour);
  columns[3] = lastHour - meanBefore(context, Math.max(1, origin - season), hour);
  columns[4] = lastHour - meanBefore(context, Math.max(1, origin - DAYS * season), hour);
  const lastDay = meanBefore(context, origin, season);
  columns[5] = lastDay - meanBefore(context, Math.max(1, origin - DAYS * season), season);
  columns[6] = lastDay - meanBefore(context, Math.max(1, origin - season), season);
  columns[7] = lastHour - meanBefore(context, Math.max(1, origin - hour), hour);
  return { origin, columns };
}

/**
 * Writes the columns for the value `ahead` steps from the origin (0 is the first unknown one) and returns the profile
 * that they are deviations from: the mean of seven days at that time of day. All columns are differences, so that no
 * intercept is needed and weights of zero mean the profile itself.
 */
export function linearFeatures(
  context: SeasonContext,
  levels: OriginLevels,
  ahead: number,
  columns: Float64Array,
): number {
  const { season } = context;
  const { origin } = levels;
  const newest = origin + ahead - (Math.floor(ahead / season) + 1) * season;
  let profile = 0;
  let raw = 0;
  for (let k = 0; k < DAYS; k++) {
    const lag = smoothedAt(context, newest - k * season, origin);
    columns[k] = lag;
    profile += lag / DAYS;
    raw += valueAt(context, newest - k * season, origin) / DAYS;
  }
  for (let k = 0; k < DAYS; k++) columns[k] = columns[k]! - profile;
  columns[DAYS] = valueAt(context, newest, origin) - smoothedAt(context, newest, origin);
  columns[DAYS + 1] = raw - profile;
  columns.set(levels.columns, DAYS + 2);
  return profile;
}
