import { visitErrors, type BacktestPaths } from './backtestPaths.ts';

/** What the size of errors is taken to be proportional to. */
export const ERROR_SCALES = ['constant', 'root_level', 'level', 'time_of_day'] as const;
export type ErrorScale = (typeof ERROR_SCALES)[number];

/** A scale of errors with what it needs. Plain data. */
export interface FittedErrorScale {
  readonly scale: ErrorScale;
  /** Lowest level that errors are scaled by. Above 0. */
  readonly floor: number;
  /** Size of errors by time of day (a value per step of a day, the first at phase 0); empty for other scales. */
  readonly byTimeOfDay: readonly number[];
}

/** The size that errors have at a forecast `level` and time of day. Above 0. */
export function scaleOf(bare: FittedErrorScale, level: number, phase: number): number {
  switch (bare.scale) {
    case 'constant':
      return 1;
    case 'root_level':
      return Math.sqrt(Math.max(level, bare.floor));
    case 'level':
      return Math.max(level, bare.floor);
    case 'time_of_day':
      return bare.byTimeOfDay[phase] ?? 1;
  }
}

/** A tenth of the mean size of the forecasts; 1 where they are all zero. */
export function levelFloor(past: BacktestPaths): number {
  let sum = 0;
  let count = 0;
  for (const path of past.paths) {
    for (let i = 0; i < path.length; i += 8) {
      sum += Math.abs(path[i]!);
      count += 1;
    }
  }
  return sum > 0 ? (0.1 * sum) / count : 1;
}

/** Mean absolute error within an hour of each time of day, mixed with a fifth of the overall mean. */
export function errorByTimeOfDay(past: BacktestPaths): number[] {
  const { season } = past.context;
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  visitErrors(past, (error, _ahead, _level, phase) => {
    sums[phase]! += Math.abs(error);
    counts[phase]! += 1;
  });
  const overall =
    sums.reduce((a, b) => a + b, 0) /
    Math.max(
      1,
      counts.reduce((a, b) => a + b, 0),
    );
  const half = Math.max(1, Math.round(season / 24));
  return Array.from({ length: season }, (_, phase) => {
    let sum = 0;
    let count = 0;
    for (let k = -half; k <= half; k++) {
      sum += sums[(phase + k + season) % season]!;
      count += counts[(phase + k + season) % season]!;
    }
    const near = count > 0 ? sum / count : overall;
    return 0.8 * near + 0.2 * overall || 1;
  });
}
