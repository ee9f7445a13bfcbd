import type { BacktestReport } from '../../../core/forecast.ts';
import { absoluteError } from '../points/absoluteError.ts';
import { dailyNaive } from '../points/dailyNaive.ts';
import type { BacktestPaths } from './backtestPaths.ts';
import type { ErrorScale } from './errorScale.ts';
import { chooseScale, coverage, fitIntervals } from './intervals.ts';
import { originParts } from './rollingOrigins.ts';

/**
 * How out-of-sample forecasts fared, and the scale of errors to use from now on. The coverage is measured on the last
 * third of the origins, with intervals fitted on the first two thirds whose scale was chosen there.
 */
export function backtest(whole: BacktestPaths): { report: BacktestReport; scale: ErrorScale } {
  const { context, origins, paths } = whole;
  const [one, two] = originParts(origins.length);
  const part = (from: number, to: number): BacktestPaths => ({
    ...whole,
    origins: origins.slice(from, to),
    paths: paths.slice(from, to),
    // What comes after the next part's first origin is that part's future.
    until: origins[to] ?? whole.until,
  });
  const last = part(two, origins.length);
  const early = fitIntervals(part(0, two), chooseScale(part(0, one), part(one, two)));
  let error = 0;
  let naiveError = 0;
  origins.forEach((origin, at) => {
    error += absoluteError(context, origin, paths[at]!);
    naiveError += absoluteError(context, origin, dailyNaive(context, origin, paths[at]!.length));
  });
  const relativeError = naiveError > 0 ? error / naiveError : error > 0 ? Number.MAX_VALUE : 1;
  return {
    report: { origins: origins.length, relativeError, intervalCoverageRatio: coverage(early, last) },
    scale: chooseScale(part(0, two), last),
  };
}
