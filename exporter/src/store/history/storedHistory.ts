import type { SeriesId } from '../../core/series.ts';

/** Resolutions that the history keeps. */
export type TierName = 'fine' | 'coarse';

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

/** A point as it was given. */
export interface Point {
  readonly timestampSeconds: number;
  readonly value: number;
}

/** Slots in a row: values[i] is slot firstSlot + i; NaN where nothing is known. */
export interface SlotRow {
  readonly firstSlot: number;
  readonly values: Float32Array;
}

/** What is new of one series; a series is known from its first change on. */
export interface SeriesChange {
  readonly id: SeriesId;
  readonly latest: Point | null;
  readonly labels: Readonly<Record<string, string>>;
  /** Single slots, cheap to save. */
  readonly slots: readonly { readonly tier: TierName; readonly slot: number; readonly value: number }[];
  /** Whole chunks, which replace what was saved of them. */
  readonly chunks: readonly ({ readonly tier: TierName; readonly chunk: number } & SlotRow)[];
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
