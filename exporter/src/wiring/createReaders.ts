import type { Config } from '../config/config.ts';
import type { ServiceConfig } from '../config/sections/services.ts';
import type { Clock } from '../core/clock.ts';
import type { SeriesHistory } from '../history/seriesHistory.ts';
import { backfillWindows } from './backfillWindows.ts';
import { createReader } from './createReader.ts';
import { DiscoveredServices } from './discoverServices.ts';
import { SourceReader } from './sourceReader.ts';

/**
 * The readers of all sources: one for each configured source, and one for each discovery, which reads what it finds under
 * a name of its own, such as `prometheus:http_server`. A source that is only looked into has nothing else to read.
 */
export function createReaders(
  config: Config,
  clock: Clock,
  history: SeriesHistory,
  hooks: {
    readonly add: (found: readonly ServiceConfig[]) => readonly ServiceConfig[];
    readonly onError: (message: string, error: unknown) => void;
  },
): SourceReader[] {
  const lookedInto = new Set(config.discover.map(({ source }) => source));
  const read = config.sources.filter(
    ({ type, name }) =>
      type !== 'prometheus' || !lookedInto.has(name) || config.services.some(({ source }) => source === name),
  );
  const names = new Set(config.sources.map(({ name }) => name));
  const discoveries = config.discover.flatMap((entry) => {
    const source = config.sources.find(({ name }) => name === entry.source);
    if (source?.type !== 'prometheus') return [];
    const backfill = backfillWindows(source, history, config, clock);
    return [
      new SourceReader({
        source: new DiscoveredServices(readerName(entry, names), { entry, source, clock, backfill, ...hooks }),
        clock,
        intervalSeconds: config.intervalSeconds,
        backfill,
        once: false,
        take: (points) => points.forEach((series) => history.append(series)),
      }),
    ];
  });
  return [...read.map((source) => createReader(source, config, clock, history)), ...discoveries];
}

/** `prometheus:http_server`, or the file's name of a preset of one's own; with a number where that is taken. */
function readerName(entry: Config['discover'][number], taken: Set<string>): string {
  const preset = entry.preset.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/i, '');
  const plain = `${entry.source}:${preset}`;
  let name = plain;
  for (let i = 2; taken.has(name); i++) name = `${plain}-${i}`;
  taken.add(name);
  return name;
}
