import type { HistoryConfig } from '../../../exporter/src/config/sections/history.ts';
import type { SeriesId, SeriesPoints } from '../../../exporter/src/core/series.ts';
import { SeriesHistory } from '../../../exporter/src/history/seriesHistory.ts';
import type { OpenedPersistence } from '../../../exporter/src/wiring/persistence.ts';
import { openPersistence } from '../../../exporter/src/wiring/persistence.ts';

/** Both tiers hold several chunks: 4,001 slots of 10 s, and 1,668 of 60 s. */
export const HISTORY_CONFIG: HistoryConfig = {
  retentionSeconds: 100_000,
  fineRetentionSeconds: 40_000,
  stepSeconds: 60,
  maxSeries: 100,
};

export const SERVICE: SeriesId = { service: 'shop', instance: null, signal: 'requests_per_second' };
export const INSTANCE: SeriesId = { service: 'shop', instance: 'a:80', signal: 'latency_seconds' };

/** A history, and the store behind it, at a time that the test sets. */
export interface Opened extends OpenedPersistence {
  readonly history: SeriesHistory;
  /** What went wrong while saving. */
  readonly errors: string[];
}

/** Opens a store with a new history, as the exporter does at its start. */
export function open(
  path: string,
  clock: { readonly now: number },
  { config = HISTORY_CONFIG, intervalSeconds = 10 } = {},
): Opened {
  const time = { nowSeconds: () => clock.now, secondsPerDay: 86_400, scale: 1 };
  const history = new SeriesHistory({ config, intervalSeconds, clock: time });
  const errors: string[] = [];
  const onError = (message: string, error: unknown): void => void errors.push(`${message}: ${String(error)}`);
  return { history, errors, ...openPersistence({ path, history, clock: time, onError }) };
}

/** Points of a series out of pairs of time and value. */
export function points(id: SeriesId, pairs: readonly (readonly [number, number])[]): SeriesPoints {
  return {
    id,
    timestampsSeconds: Float64Array.from(pairs, ([time]) => time),
    values: Float64Array.from(pairs, ([, value]) => value),
  };
}

/** All that a history tells within its retention, as plain data. */
export function picture(history: SeriesHistory, now: number): unknown {
  const { fine, coarse } = history.tiers;
  const of = (id: SeriesId): unknown => ({
    latest: history.latest(id),
    fine: history.fine(id, { startSeconds: now - (fine.capacity - 1) * fine.stepSeconds, endSeconds: now + 60 }),
    coarse: history.coarse(id, {
      startSeconds: now - (coarse.capacity - 1) * coarse.stepSeconds,
      endSeconds: now + 120,
    }),
  });
  return history
    .services()
    .sort()
    .map((service) => ({
      service,
      newest: history.newestSeconds(service),
      signals: history.signals(service, null).map((signal) => of({ service, instance: null, signal })),
      instances: history
        .instances(service)
        .sort((a, b) => a.instance.localeCompare(b.instance))
        .map((known) => ({
          ...known,
          signals: history
            .signals(service, known.instance)
            .sort()
            .map((signal) => of({ service, instance: known.instance, signal })),
        })),
    }));
}
