import type { Config } from '../config/config.ts';
import type { SourceConfig } from '../config/sections/sources.ts';
import type { Clock } from '../core/clock.ts';
import type { SeriesHistory } from '../history/seriesHistory.ts';
import { backfillWindows } from './backfillWindows.ts';
import { createSource } from './createSource.ts';
import { SourceReader } from './sourceReader.ts';

/** The reader of one configured source, which takes what it reads into the history. */
export function createReader(source: SourceConfig, config: Config, clock: Clock, history: SeriesHistory): SourceReader {
  return new SourceReader({
    source: createSource(source, config, clock),
    clock,
    intervalSeconds: config.intervalSeconds,
    backfill: backfillWindows(
      source,
      history,
      config,
      clock,
      config.services.filter((service) => service.source === source.name).map(({ name }) => name),
    ),
    // A file is a past, read once; the others go on.
    once: source.type === 'file',
    take: (points) => points.forEach((series) => history.append(series)),
  });
}
