import type { Run, RunSummary } from '@loadstar/exporter/contract';
import { mergeSeconds } from './mergeSeconds';

/**
 * A run with news of it. The seconds of both stand; everything else is taken from `news`, unless `seconds` says that
 * only its seconds count (it was asked for before something newer was heard), or the run has finished and `news` is
 * from before its end. That a run has finished is always taken.
 */
export function mergeRun(held: Run | null, news: Run | RunSummary, take: 'all' | 'seconds' = 'all'): Run {
  const seconds = 'series' in news ? news.series : [];
  if (held === null) {
    return { ...news, series: mergeSeconds([], seconds) };
  }
  const series = mergeSeconds(held.series, seconds);
  const older = news.state !== 'finished' && (take === 'seconds' || held.state === 'finished');
  return withTotals({ ...(older ? held : news), series });
}

/** Between two records a live run's totals grow with its seconds. A finished run's are its record's. */
function withTotals(run: Run): Run {
  if (run.state === 'finished') {
    return run;
  }
  const sum = (of: (second: Run['series'][number]) => number): number =>
    run.series.reduce((total, second) => total + of(second), 0);
  return {
    ...run,
    totals: {
      requests: Math.max(
        run.totals.requests,
        sum((second) => second.actualRequestsPerSecond),
      ),
      errors: Math.max(
        run.totals.errors,
        sum((second) => second.errorsPerSecond),
      ),
      refused: Math.max(
        run.totals.refused,
        sum((second) => second.refusedPerSecond),
      ),
    },
  };
}
