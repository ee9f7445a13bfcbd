import type { SeriesId } from '../../core/series.ts';
import type { Point, SlotRow, TierName } from '../../core/seriesChange.ts';

/** A grid of slots: slot n belongs to the Unix second n × stepSeconds. */
export interface Grid {
  readonly name: TierName;
  readonly stepSeconds: number;
}

/** A grid as it is kept. */
export interface KeptGrid extends Grid {
  /** Slots of a chunk: chunk c holds the slots from c × chunkSlots on. */
  readonly chunkSlots: number;
  /** Slots that are kept; older ones are dropped. */
  readonly capacitySlots: number;
}

/** The history in memory, as the writer asks it. */
export interface HistorySource {
  /** Null where nothing is known of the chunk. */
  chunk(id: SeriesId, tier: TierName, chunk: number): SlotRow | null;
  latest(id: SeriesId): Point | null;
}

/** Takes back what was stored. */
export interface HistoryTaker {
  /** Once for each series, before its slots; null where it is not wanted. */
  restoreSeries(id: SeriesId, latest: Point): SeriesTaker | null;
  restoreLabels(service: string, instance: string, labels: Readonly<Record<string, string>>): void;
}

/** Takes the slots of one series; later calls overrule earlier ones. `values` is only lent. */
export interface SeriesTaker {
  slots(grid: Grid, row: SlotRow): void;
  latest(point: Point): void;
}
