import type { SeriesId } from '../core/series.ts';
import type { HistoryTiers } from './historyTiers.ts';
import type { Point, SeriesChange, SlotRow, TierName } from '../core/seriesChange.ts';
import { CHUNK_SLOTS } from './slotChanges.ts';
import type { StoredSeries } from './storedSeries.ts';

/** Changes that are saved in one go. */
export interface ChangeBatch {
  readonly changes: readonly SeriesChange[];
  /** They are saved. Without this call, made before the history is written to again, they come again. */
  readonly saved: () => void;
}

/** A grid on which slots were stored. */
export interface StoredGrid {
  readonly name: TierName;
  readonly stepSeconds: number;
}

/** The way back for one series. */
export interface RestoredSeries {
  /** Its newest point, where it is newer than what was said first. */
  latest(point: Point): void;
  /**
   * Brings slots back. On the history's own grid they are taken as they are, and are no change. Those of another grid
   * (the configuration was another then) are taken like points of a source, and are then saved anew; a coarse slot
   * that several rows lie in is the mean of the last of them.
   */
  slots(grid: StoredGrid, row: SlotRow): void;
}

/** What the archive needs of the history that it belongs to. */
interface HistoryAccess {
  readonly tiers: HistoryTiers;
  find(id: SeriesId): StoredSeries | undefined;
  /** The series, made where it is missing; null where there is no room for it. */
  seriesFor(id: SeriesId): StoredSeries | null;
  labels(id: SeriesId): Readonly<Record<string, string>>;
  setLabels(service: string, instance: string, labels: Readonly<Record<string, string>>): void;
  /** As if a source had given these points. */
  append(id: SeriesId, timestampsSeconds: Float64Array, values: Float64Array): void;
}

/** A batch is closed when it has so many series, or so many bytes of whole chunks. */
const BATCH_SERIES = 5000;
const BATCH_BYTES = 8 * 1024 * 1024;

/** What a store sees of the history: what it does not have yet, and the way back into memory. */
export class HistoryArchive {
  readonly #history: HistoryAccess;
  readonly #changed = new Set<StoredSeries>();

  constructor(history: HistoryAccess) {
    this.#history = history;
  }

  /** The grids that slots are counted on: slot n of a tier belongs to the Unix second n × stepSeconds. */
  get grids(): readonly (StoredGrid & { readonly chunkSlots: number; readonly capacitySlots: number })[] {
    const { fine, coarse } = this.#history.tiers;
    return [
      { name: 'fine', stepSeconds: fine.stepSeconds, chunkSlots: CHUNK_SLOTS, capacitySlots: fine.capacity },
      { name: 'coarse', stepSeconds: coarse.stepSeconds, chunkSlots: CHUNK_SLOTS, capacitySlots: coarse.capacity },
    ];
  }

  /** The history was written to; called by the history itself. */
  noteChanged(series: StoredSeries): void {
    this.#changed.add(series);
  }

  /** The history forgot a series; called by the history itself. */
  noteEvicted(series: StoredSeries): void {
    this.#changed.delete(series);
  }

  /**
   * All that was written since it was last saved, in batches. The history may be written to between two batches: what
   * comes in then is part of a later batch, or of the next call.
   */
  *unsaved(): Generator<ChangeBatch> {
    let members: StoredSeries[] = [];
    let changes: SeriesChange[] = [];
    let bytes = 0;
    for (const series of [...this.#changed]) {
      if (!this.#changed.has(series)) continue;
      const change = { ...series.unsaved(), labels: this.#history.labels(series.id) };
      members.push(series);
      changes.push(change);
      for (const { values } of change.chunks) bytes += values.byteLength;
      if (members.length < BATCH_SERIES && bytes < BATCH_BYTES) continue;
      yield this.#batch(members, changes);
      [members, changes, bytes] = [[], [], 0];
    }
    if (members.length > 0) yield this.#batch(members, changes);
  }

  /** A chunk as it is now, from its first known slot to its last; null where nothing of it is known. */
  chunk(id: SeriesId, tier: TierName, chunk: number): SlotRow | null {
    return this.#history.find(id)?.slots(tier, chunk * CHUNK_SLOTS, CHUNK_SLOTS) ?? null;
  }

  /** Newest point of a series; null when there is none. */
  latest(id: SeriesId): Point | null {
    return this.#history.find(id)?.latest ?? null;
  }

  /**
   * Brings a series back with its newest point; its slots follow through the answer. Null where there is no room for it
   * (see {@link SeriesHistory.problem}).
   */
  restoreSeries(id: SeriesId, latest: Point): RestoredSeries | null {
    const series = this.#history.seriesFor(id);
    if (series === null) return null;
    series.restoreLatest(latest);
    return {
      latest: (point) => series.restoreLatest(point),
      slots: (grid, row) => this.#restoreSlots(series, grid, row),
    };
  }

  restoreLabels(service: string, instance: string, labels: Readonly<Record<string, string>>): void {
    this.#history.setLabels(service, instance, labels);
  }

  #restoreSlots(series: StoredSeries, grid: StoredGrid, { firstSlot, values }: SlotRow): void {
    if (grid.stepSeconds === this.#history.tiers[grid.name].stepSeconds) {
      series.restoreSlots(grid.name, firstSlot, values);
      return;
    }
    const known = [...values.keys()].filter((i) => !Number.isNaN(values[i]));
    this.#history.append(
      series.id,
      Float64Array.from(known, (i) => (firstSlot + i) * grid.stepSeconds),
      Float64Array.from(known, (i) => values[i] ?? Number.NaN),
    );
  }

  #batch(members: readonly StoredSeries[], changes: readonly SeriesChange[]): ChangeBatch {
    return {
      changes,
      saved: () => {
        for (const series of members) {
          series.markSaved();
          this.#changed.delete(series);
        }
      },
    };
  }
}
