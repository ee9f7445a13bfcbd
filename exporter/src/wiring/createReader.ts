import type { Config } from '../config/config.ts';
import type { SourceConfig } from '../config/sections/sources.ts';
import type { Clock } from '../core/clock.ts';
import type { Window } from '../core/series.ts';
import type { SeriesHistory } from '../history/seriesHistory.ts';
import { createSource } from './createSource.ts';
import { SourceReader } from './sourceReader.ts';

/** What of the past a source is asked for when it is first reached. */
export function backfillWindows(
  source: SourceConfig,
  history: SeriesHistory,
  config: Config,
  clock: Clock,
): (nowSeconds: number) => readonly Window[] {
  const { fine, coarse } = history.tiers;
  const recently = (nowSeconds: number): Window => ({
    startSeconds: nowSeconds - fine.stepSeconds,
    endSeconds: nowSeconds,
    stepSeconds: fine.stepSeconds,
  });
  if (source.type === 'scrape') return (nowSeconds) => [recently(nowSeconds)];
  const retentionSeconds = config.history.retentionSeconds * clock.scale;
  const wantedSeconds =
    source.type === 'file' ? retentionSeconds : Math.min(source.backfillSeconds * clock.scale, retentionSeconds);
  if (source.type === 'file') {
    return (nowSeconds) => [
      { startSeconds: nowSeconds - wantedSeconds, endSeconds: nowSeconds, stepSeconds: coarse.stepSeconds },
    ];
  }
  const fineSeconds = Math.min(wantedSeconds, (fine.capacity - 1) * fine.stepSeconds);
  return (nowSeconds) => {
    // Aligned to the models' steps, so that every point stands for one of them.
    const border = Math.floor((nowSeconds - fineSeconds) / coarse.stepSeconds) * coarse.stepSeconds;
    const long = {
      startSeconds: border - Math.floor(wantedSeconds / coarse.stepSeconds) * coarse.stepSeconds,
      endSeconds: border,
      stepSeconds: coarse.stepSeconds,
    };
    const short = { startSeconds: border + fine.stepSeconds, endSeconds: nowSeconds, stepSeconds: fine.stepSeconds };
    if (fineSeconds <= 0) return [recently(nowSeconds)];
    return wantedSeconds > fineSeconds ? [long, short] : [short];
  };
}

/** The reader of one configured source, which takes what it reads into the history. */
export function createReader(source: SourceConfig, config: Config, clock: Clock, history: SeriesHistory): SourceReader {
  return new SourceReader({
    source: createSource(source, config, clock),
    clock,
    intervalSeconds: config.intervalSeconds,
    backfill: backfillWindows(source, history, config, clock),
    // A file is a past, read once; the others go on.
    once: source.type === 'file',
    take: (points) => points.forEach((series) => history.append(series)),
  });
}
