const MAX_ORIGINS = 128;
const MAX_PAST_DAYS = 8;

/**
 * Origins that a backtest walks through: indexes of the first value to forecast, ascending. They begin once half of the
 * series or eight days have passed and stand three hours or more apart, by a number of steps that shares no divisor
 * with the day, so that they fall on all times of the day.
 */
export function rollingOrigins(length: number, season: number): number[] {
  const first = Math.max(season, Math.min(MAX_PAST_DAYS * season, length >> 1));
  let apart = Math.max(1, Math.round(season / 8), Math.ceil((length - first) / MAX_ORIGINS));
  while (commonDivisor(apart, season) > 1) apart += 1;
  const origins: number[] = [];
  for (let origin = length - apart; origin >= first; origin -= apart) origins.push(origin);
  return origins.length > 0 ? origins.reverse() : [first];
}

/** Chronological parts of the origins: to fit on, to choose on, and to measure on. */
export function originParts(count: number): readonly [number, number] {
  return [Math.floor(count / 3), Math.floor((count * 2) / 3)];
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
