import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SeriesId } from '../../core/series.ts';
import { seriesKey } from '../../core/series.ts';
import { isSignal } from '../../core/signal.ts';
import type { Point } from '../../core/seriesChange.ts';

interface SeriesRow {
  readonly id: number;
  readonly service: string;
  readonly instance: string | null;
  readonly signal: string;
  readonly latest_seconds: number;
  readonly latest_value: number;
  readonly saved_in: number;
}

/** A series as it stands in the store. */
export interface StoredSeriesRow {
  readonly number: number;
  readonly id: SeriesId;
  readonly latest: Point;
  /** Number of the save that wrote `latest`. */
  readonly savedIn: number;
}

/** Series and their numbers in the store. Changes within a transaction that is rolled back are to be taken back. */
export class StoredSeriesIds {
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #numbers = new Map<string, number>();
  readonly #ids = new Map<number, SeriesId>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#insert = db.prepare(
      'INSERT INTO series (service, instance, signal, latest_seconds, latest_value, saved_in) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#update = db.prepare('UPDATE series SET latest_seconds = ?, latest_value = ?, saved_in = ? WHERE id = ?');
  }

  /** Reads all series; those of signals that are not known here (of a newer version) are left out. */
  load(): StoredSeriesRow[] {
    const rows = this.#db.prepare('SELECT * FROM series ORDER BY id').all() as unknown as readonly SeriesRow[];
    return rows.flatMap(({ id: number, service, instance, signal, latest_seconds, latest_value, saved_in }) => {
      if (!isSignal(signal)) return [];
      const id: SeriesId = { service, instance, signal };
      this.#remember(id, number);
      return [{ number, id, latest: { timestampSeconds: latest_seconds, value: latest_value }, savedIn: saved_in }];
    });
  }

  number(id: SeriesId): number | undefined {
    return this.#numbers.get(seriesKey(id));
  }

  id(number: number): SeriesId | undefined {
    return this.#ids.get(number);
  }

  add(id: SeriesId, latest: Point, save: number): number {
    const { service, instance, signal } = id;
    const { timestampSeconds, value } = latest;
    const inserted = this.#insert.run(service, instance, signal, timestampSeconds, value, save);
    const number = Number(inserted.lastInsertRowid);
    this.#remember(id, number);
    return number;
  }

  setLatest(number: number, { timestampSeconds, value }: Point, save: number): void {
    this.#update.run(timestampSeconds, value, save, number);
  }

  forget(number: number): void {
    const id = this.#ids.get(number);
    if (id === undefined) return;
    this.#ids.delete(number);
    this.#numbers.delete(seriesKey(id));
  }

  #remember(id: SeriesId, number: number): void {
    this.#numbers.set(seriesKey(id), number);
    this.#ids.set(number, id);
  }
}
