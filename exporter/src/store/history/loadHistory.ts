import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { inTransaction } from '../file/inTransaction.ts';
import { ChunkTable } from './chunkTable.ts';
import { HistoryWriter } from './historyWriter.ts';
import type { JournalEntries } from './journalEntries.ts';
import { LATEST, decodeJournal } from './journalEntries.ts';
import { readLabels } from './labelTable.ts';
import type { Point } from '../../core/seriesChange.ts';
import type { HistoryTaker, KeptGrid, SeriesTaker } from './storedHistory.ts';
import type { StoredSeriesRow } from './storedSeriesIds.ts';
import { StoredSeriesIds } from './storedSeriesIds.ts';
import type { NumberedGrid, TierTable } from './tierTable.ts';
import { readTiers } from './tierTable.ts';
import { Unfolded } from './unfolded.ts';

/** Cycles within which every series is folded from the journal into chunks: bounds the journal. */
export const FOLD_CYCLES = 60;

/** The stored history in memory, and what goes on writing it. */
export interface LoadedHistory {
  readonly writer: HistoryWriter;
  /** What was wrong, as sentences; empty where nothing was. */
  readonly notices: readonly string[];
}

interface JournalRow {
  readonly save: number;
  readonly entries: Uint8Array;
  readonly checksum: number;
}

/** One series on its way back. */
interface Restoring {
  readonly taker: SeriesTaker;
  latest: Point;
  latestSavedIn: number;
}

/**
 * Gives all that is stored to `taker`: chunks, and over them the entries of the journal that are younger. Slots on
 * grids of former configurations come first, so that those on today's overrule them.
 */
export function loadHistory(db: DatabaseSync, grids: readonly KeptGrid[], taker: HistoryTaker): LoadedHistory {
  const tiers = inTransaction(db, () => readTiers(db, grids));
  const chunks = new ChunkTable(db);
  const series = new StoredSeriesIds(db);
  const loader = new Loader(db, chunks, series.load(), taker);
  for (const grid of [...tiers.former, tiers.current.fine, tiers.current.coarse]) loader.readGrid(grid);
  loader.finish();
  const labels = readLabels(db, taker);
  const { unfolded, lastSave } = loader;
  const writer = new HistoryWriter({ db, tiers, chunks, series, labels, unfolded, lastSave, foldCycles: FOLD_CYCLES });
  return { writer, notices: [...formerNotice(tiers), ...loader.notices()] };
}

function formerNotice({ former, current: { fine, coarse } }: TierTable): string[] {
  if (former.length === 0) return [];
  return [
    `The history was stored in other steps than the configuration's; it was taken over into steps of ` +
      `${fine.stepSeconds} s and ${coarse.stepSeconds} s.`,
  ];
}

class Loader {
  readonly unfolded = new Unfolded(FOLD_CYCLES);
  lastSave = 0;
  readonly #chunks: ChunkTable;
  readonly #series = new Map<number, Restoring>();
  readonly #journal: readonly { readonly save: number; readonly entries: JournalEntries }[];
  readonly #oldestJournalSave: number;
  #damagedChunks = 0;
  #damagedSaves = 0;

  constructor(db: DatabaseSync, chunks: ChunkTable, series: readonly StoredSeriesRow[], taker: HistoryTaker) {
    this.#chunks = chunks;
    for (const { number, id, latest, savedIn } of series) {
      this.lastSave = Math.max(this.lastSave, savedIn);
      const own = taker.restoreSeries(id, latest);
      if (own === null) continue;
      this.#series.set(number, { taker: own, latest, latestSavedIn: savedIn });
    }
    this.#journal = this.#readJournal(db);
    this.#oldestJournalSave = this.#journal[0]?.save ?? Infinity;
  }

  /** Slots of one grid: the chunks, and the journal's over them. */
  readGrid(grid: NumberedGrid): void {
    const savedIn = this.#readChunks(grid);
    const values = new Float32Array(1);
    for (const { save, entries } of this.#journal) {
      for (let i = 0; i < entries.count; i++) {
        if (entries.tiers[i] !== grid.number) continue;
        const number = entries.series[i] ?? 0;
        const slot = entries.positions[i] ?? 0;
        const chunk = Math.floor(slot / grid.chunkSlots);
        const series = this.#series.get(number);
        if (series === undefined || save <= (savedIn.get(number)?.get(chunk) ?? 0)) continue;
        values[0] = entries.values[i] ?? Number.NaN;
        series.taker.slots(grid, { firstSlot: slot, values });
        this.unfolded.addChunk(number, grid.number, chunk);
      }
    }
  }

  /** Gives the chunks of a grid; answers which save wrote each, of those that the journal could speak of. */
  #readChunks(grid: NumberedGrid): Map<number, Map<number, number>> {
    const saves = new Map<number, Map<number, number>>();
    for (const { series: number, chunk, savedIn, row } of this.#chunks.read(grid.number)) {
      this.lastSave = Math.max(this.lastSave, savedIn);
      if (row === null) {
        // What the journal knows of it counts, whatever its age.
        this.#damagedChunks += 1;
        continue;
      }
      this.#series.get(number)?.taker.slots(grid, row);
      if (savedIn < this.#oldestJournalSave) continue;
      const ofSeries = saves.get(number) ?? new Map<number, number>();
      saves.set(number, ofSeries.set(chunk, savedIn));
    }
    return saves;
  }

  /** Newest points, when all slots are back. */
  finish(): void {
    for (const { save, entries } of this.#journal) {
      for (let i = 0; i < entries.count; i++) {
        const number = entries.series[i] ?? 0;
        const series = this.#series.get(number);
        if (entries.tiers[i] !== LATEST || series === undefined || save <= series.latestSavedIn) continue;
        series.latest = { timestampSeconds: entries.positions[i] ?? 0, value: entries.values[i] ?? 0 };
        this.unfolded.addSeries(number);
      }
    }
    for (const { taker, latest } of this.#series.values()) taker.latest(latest);
  }

  notices(): string[] {
    const notices: string[] = [];
    if (this.#damagedChunks > 0) {
      notices.push(`${this.#damagedChunks} chunks of the stored history are damaged and left out; there are gaps.`);
    }
    if (this.#damagedSaves > 0) {
      notices.push(`The newest history of ${this.#damagedSaves} cycles is damaged in the store and left out.`);
    }
    return notices;
  }

  #readJournal(db: DatabaseSync): { readonly save: number; readonly entries: JournalEntries }[] {
    const rows = db.prepare('SELECT * FROM journal ORDER BY save').all() as unknown as readonly JournalRow[];
    return rows.flatMap(({ save, entries, checksum }) => {
      this.lastSave = Math.max(this.lastSave, save);
      if (crc32(`${save}`, crc32(entries)) === checksum) return [{ save, entries: decodeJournal(entries) }];
      this.#damagedSaves += 1;
      return [];
    });
  }
}
