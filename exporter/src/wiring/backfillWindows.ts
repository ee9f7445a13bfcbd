import type { Config } from '../config/config.ts';
import type { SourceConfig } from '../config/sections/sources.ts';
import type { Clock } from '../core/clock.ts';
import type { Window } from '../core/series.ts';
import type { SeriesHistory } from '../history/seriesHistory.ts';

/**
 * What of the past a source is asked for when it is first reached: the long past on the models' step, then the recent
 * past at the cycle's interval. Where the history already reaches back far enough (it outlives restarts), only what came
 * since then.
 *
 * @param services names of the services that the source gives; where one has no past, all of it is read
 */
export function backfillWindows(
  source: SourceConfig,
  history: SeriesHistory,
  config: Config,
  clock: Clock,
  services: readonly string[] = [],
): (nowSeconds: number) => readonly Window[] {
  const { fine, coarse } = history.tiers;
  const retentionSeconds = config.history.retentionSeconds * clock.scale;
  if (source.type === 'scrape')
    return (nowSeconds) => [window(nowSeconds - fine.stepSeconds, nowSeconds, fine.stepSeconds)];
  if (source.type === 'file')
    return (nowSeconds) => [window(nowSeconds - retentionSeconds, nowSeconds, coarse.stepSeconds)];
  const wantedSeconds = Math.min(source.backfillSeconds * clock.scale, retentionSeconds);
  const fineSeconds = Math.min(wantedSeconds, (fine.capacity - 1) * fine.stepSeconds);
  return (nowSeconds) => {
    if (fineSeconds <= 0) return [window(nowSeconds - fine.stepSeconds, nowSeconds, fine.stepSeconds)];
    // Aligned to the models' steps, so that every point stands for one of them.
    const aligned = (seconds: number): number => Math.floor(seconds / coarse.stepSeconds) * coarse.stepSeconds;
    const border = aligned(nowSeconds - fineSeconds);
    const first = border - Math.floor(wantedSeconds / coarse.stepSeconds) * coarse.stepSeconds;
    const known = knownUntil(history, services, first + clock.secondsPerDay) ?? first;
    const short = window(Math.max(border, aligned(known)) + fine.stepSeconds, nowSeconds, fine.stepSeconds);
    return wantedSeconds > fineSeconds && known < border
      ? [window(Math.max(first, aligned(known)), border, coarse.stepSeconds), short]
      : [short];
  };
}

/** Until when the past of all these services is known; null where one of them does not reach back far enough. */
function knownUntil(history: SeriesHistory, services: readonly string[], fromSeconds: number): number | null {
  let until: number | null = null;
  for (const service of services) {
    const [oldest, newest] = [history.oldestSeconds(service), history.newestSeconds(service)];
    if (oldest === null || newest === null || oldest > fromSeconds) return null;
    until = Math.min(until ?? newest, newest);
  }
  return until;
}

function window(startSeconds: number, endSeconds: number, stepSeconds: number): Window {
  return { startSeconds, endSeconds, stepSeconds };
}
