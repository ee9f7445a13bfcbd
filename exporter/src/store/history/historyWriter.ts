import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { inTransaction } from '../file/inTransaction.ts';
import type { ChunkTable } from './chunkTable.ts';
import { LATEST, encodeJournal } from './journalEntries.ts';
import type { LabelTable } from './labelTable.ts';
import type { SeriesChange, TierName } from '../../core/seriesChange.ts';
import type { HistorySource } from './storedHistory.ts';
import type { StoredSeriesIds } from './storedSeriesIds.ts';
import type { NumberedGrid, TierTable } from './tierTable.ts';
import type { Unfolded } from './unfolded.ts';

/** What the writer goes on from; {@link loadHistory} makes it. */
export interface HistoryWriterOptions {
  readonly db: DatabaseSync;
  readonly tiers: TierTable;
  readonly chunks: ChunkTable;
  readonly series: StoredSeriesIds;
  readonly labels: LabelTable;
  readonly unfolded: Unfolded;
  /** Number of the last save in the file. */
  readonly lastSave: number;
  readonly foldCycles: number;
}

/** What one save adds to the journal, and what must be remembered of it once it is committed. */
interface Save {
  readonly number: number;
  readonly positions: number[];
  readonly values: number[];
  readonly series: number[];
  readonly tiers: number[];
  readonly addedSeries: number[];
  readonly wholeChunks: (readonly [series: number, tier: number, chunk: number])[];
  readonly labels: (readonly [service: string, instance: string, labels: SeriesChange['labels']])[];
}

/**
 * Writes the history as it goes on. What a cycle changed goes into one row of a journal; at the end of each cycle a
 * share of the series is folded from the journal into its chunks. So a cycle writes some 60 bytes a series, not a chunk
 * of each, and the journal never spans more than the cycles that a round of folding takes.
 */
export class HistoryWriter {
  readonly #options: HistoryWriterOptions;
  readonly #journal: StatementSync;
  readonly #dropJournal: StatementSync;
  /** Last save of each cycle whose entries may not be folded yet, oldest first. */
  readonly #cycleEnds: number[];
  #former: readonly NumberedGrid[];
  #lastSave: number;
  #cycle = 0;

  constructor(options: HistoryWriterOptions) {
    this.#options = options;
    this.#former = options.tiers.former;
    this.#lastSave = options.lastSave;
    this.#cycleEnds = [options.lastSave];
    this.#journal = options.db.prepare('INSERT INTO journal (save, entries, checksum) VALUES (?, ?, ?)');
    this.#dropJournal = options.db.prepare('DELETE FROM journal WHERE save <= ?');
  }

  /** Saves changes: all of them, or none where it throws. Several saves may make up a cycle. */
  save(changes: readonly SeriesChange[]): void {
    if (changes.length === 0) return;
    const { db, series, unfolded, labels, tiers } = this.#options;
    const save = this.#begin();
    try {
      inTransaction(db, () => {
        for (const change of changes) this.#write(change, save);
        const entries = encodeJournal({ ...save, count: save.series.length });
        this.#journal.run(save.number, entries, crc32(`${save.number}`, crc32(entries)));
      });
    } catch (error) {
      for (const number of save.addedSeries) series.forget(number);
      throw error;
    }
    const grids = Object.values(tiers.current);
    save.series.forEach((number, i) => {
      const grid = grids.find((one) => one.number === save.tiers[i]);
      if (grid === undefined) unfolded.addSeries(number);
      else unfolded.addChunk(number, grid.number, Math.floor((save.positions[i] ?? 0) / grid.chunkSlots));
    });
    for (const chunk of save.wholeChunks) unfolded.removeChunk(...chunk);
    for (const one of save.labels) labels.noteSaved(...one);
  }

  /** Ends a cycle: folds its share of the series, and drops the part of the journal that is folded by now. */
  endCycle(source: HistorySource, nowSeconds: number): void {
    const { db, unfolded, foldCycles } = this.#options;
    const save = this.#begin().number;
    const cycle = this.#cycle + 1;
    const isFolded = this.#cycleEnds.length >= foldCycles;
    const dropped = inTransaction(db, () => {
      this.#fold(cycle, source, save);
      if (isFolded) this.#dropJournal.run(this.#cycleEnds[0] ?? 0);
      return cycle % foldCycles === 0 ? this.#dropOld(nowSeconds) : [];
    });
    this.#cycle = cycle;
    unfolded.clear(cycle);
    if (isFolded) this.#cycleEnds.shift();
    this.#cycleEnds.push(save);
    for (const number of dropped) this.#options.series.forget(number);
  }

  /** Drops the slots on grids of former configurations, if any are left; for when they are saved on today's. */
  dropFormerGrids(): void {
    const { db } = this.#options;
    if (this.#former.length === 0) return;
    inTransaction(db, () => {
      for (const { number } of this.#former) {
        db.prepare('DELETE FROM chunk WHERE tier_id = ?').run(number);
        db.prepare('DELETE FROM tier WHERE id = ?').run(number);
      }
    });
    this.#former = [];
  }

  #begin(): Save {
    this.#lastSave += 1;
    return {
      number: this.#lastSave,
      positions: [],
      values: [],
      series: [],
      tiers: [],
      addedSeries: [],
      wholeChunks: [],
      labels: [],
    };
  }

  #grid(name: TierName): NumberedGrid {
    return this.#options.tiers.current[name];
  }

  #write({ id, latest, labels, slots, chunks }: SeriesChange, save: Save): void {
    // Without a point there is nothing to know of it.
    if (latest === null) return;
    const number = this.#options.series.number(id) ?? this.#add(id, latest, save);
    const enter = (tier: number, position: number, value: number): void => {
      save.series.push(number);
      save.tiers.push(tier);
      save.positions.push(position);
      save.values.push(value);
    };
    enter(LATEST, latest.timestampSeconds, latest.value);
    for (const { tier, slot, value } of slots) enter(this.#grid(tier).number, slot, value);
    for (const { tier, chunk, ...row } of chunks) {
      this.#options.chunks.write(this.#grid(tier).number, number, chunk, row, save.number);
      save.wholeChunks.push([number, this.#grid(tier).number, chunk]);
    }
    if (id.instance !== null && this.#options.labels.isNew(id.service, id.instance, labels)) {
      this.#options.labels.write(id.service, id.instance, labels);
      save.labels.push([id.service, id.instance, labels]);
    }
  }

  #add(id: SeriesChange['id'], latest: NonNullable<SeriesChange['latest']>, save: Save): number {
    const number = this.#options.series.add(id, latest, save.number);
    save.addedSeries.push(number);
    return number;
  }

  #fold(cycle: number, source: HistorySource, save: number): void {
    const { series, chunks, unfolded, tiers } = this.#options;
    for (const [number, ofSeries] of unfolded.due(cycle)) {
      const id = series.id(number);
      const latest = id === undefined ? null : source.latest(id);
      // A series that memory has forgotten is older than the retention.
      if (id === undefined || latest === null) continue;
      series.setLatest(number, latest, save);
      for (const { name, number: tier } of Object.values(tiers.current)) {
        for (const chunk of ofSeries.get(tier) ?? []) {
          const row = source.chunk(id, name, chunk);
          if (row !== null) chunks.write(tier, number, chunk, row, save);
        }
      }
    }
  }

  /** Drops what is beyond the retention; gives the numbers of the series that are gone. */
  #dropOld(nowSeconds: number): number[] {
    const { db, chunks, labels, unfolded, tiers } = this.#options;
    for (const { number, stepSeconds, chunkSlots, capacitySlots } of Object.values(tiers.current)) {
      const oldestSlot = Math.floor(nowSeconds / stepSeconds) - capacitySlots;
      chunks.dropBefore(number, Math.floor(oldestSlot / chunkSlots));
    }
    const { stepSeconds, capacitySlots } = tiers.current.coarse;
    const gone = db
      .prepare('SELECT id FROM series WHERE latest_seconds < ? ORDER BY id')
      .all(nowSeconds - capacitySlots * stepSeconds)
      .map(({ id }) => Number(id))
      .filter((number) => !unfolded.has(number));
    for (const number of gone) {
      db.prepare('DELETE FROM chunk WHERE tier_id IN (SELECT id FROM tier) AND series_id = ?').run(number);
      db.prepare('DELETE FROM series WHERE id = ?').run(number);
    }
    if (gone.length > 0) labels.dropUnused();
    return gone;
  }
}
