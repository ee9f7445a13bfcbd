import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Histogram } from '../../core/histogram.ts';
import type { RunRecord } from '../../core/runState.ts';
import { inTransaction } from '../file/inTransaction.ts';
import { parseRecord } from '../parseRecord.ts';
import { RunSecondTable } from './runSecondTable.ts';
import { decodeHistogram, encodeHistogram } from './storedHistogram.ts';

/** A run as it was last saved. */
export interface StoredRun {
  readonly record: RunRecord;
  /** Latency of all its requests; null before the first. */
  readonly latency: Histogram | null;
  /** When it was saved, Unix seconds. */
  readonly savedSeconds: number;
}

interface RunRow {
  readonly number: number;
  readonly saved_seconds: number;
  readonly record: string;
  readonly latency: string | null;
}

/** Runs that are kept; with ten minutes each they take about 60 MB. */
const KEPT_RUNS = 1000;

/** Runs with their seconds and latency. */
export class RunRepository {
  readonly #db: DatabaseSync;
  readonly #upsert: StatementSync;
  readonly #newest: StatementSync;
  readonly #unfinished: StatementSync;
  readonly #seconds: RunSecondTable;
  /** Number of each run that goes on, and how many of its seconds are saved. */
  readonly #going = new Map<string, { readonly number: number; readonly seconds: number }>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#seconds = new RunSecondTable(db);
    this.#upsert = db.prepare(`
      INSERT INTO run (id, test, service, state, verdict, created_seconds, saved_seconds, record, latency)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        state = excluded.state, verdict = excluded.verdict, saved_seconds = excluded.saved_seconds,
        record = excluded.record, latency = excluded.latency
      RETURNING number
    `);
    this.#newest = db.prepare('SELECT * FROM run ORDER BY created_seconds DESC, number DESC LIMIT ?');
    this.#unfinished = db.prepare("SELECT * FROM run WHERE state <> 'finished' ORDER BY created_seconds, number");
  }

  /** Saves a run as it is now. Seconds are only ever added to a run: those that were saved before are not looked at. */
  save(record: RunRecord, latency: Histogram | null, nowSeconds: number): void {
    const { seconds, ...rest } = record;
    const { id, test, service, state, verdict, createdAt } = record;
    const saved = inTransaction(this.#db, () => {
      const histogram = latency === null ? null : encodeHistogram(latency);
      const row = this.#upsert.get(
        ...[id, test, service, state, verdict, createdAt, nowSeconds, JSON.stringify(rest), histogram],
      );
      const number = Number(row?.['number']);
      const known = this.#going.get(id)?.seconds ?? this.#seconds.count(number);
      this.#seconds.add(number, known, seconds.slice(known));
      return { number, seconds: seconds.length };
    });
    if (state === 'finished') this.#going.delete(id);
    else this.#going.set(id, saved);
  }

  /** The newest runs, newest first; those whose record is damaged are left out. */
  newest(limit: number): StoredRun[] {
    return this.#runs(this.#newest.all(limit) as unknown as readonly RunRow[]);
  }

  /** Runs that have not ended, oldest first. */
  unfinished(): StoredRun[] {
    return this.#runs(this.#unfinished.all() as unknown as readonly RunRow[]);
  }

  /** Drops all but the newest runs. */
  prune(kept = KEPT_RUNS): void {
    inTransaction(this.#db, () => {
      this.#db
        .prepare('DELETE FROM run WHERE number NOT IN (SELECT number FROM run ORDER BY created_seconds DESC LIMIT ?)')
        .run(kept);
      this.#db.exec('DELETE FROM run_second WHERE run_number NOT IN (SELECT number FROM run)');
    });
  }

  #runs(rows: readonly RunRow[]): StoredRun[] {
    return rows.flatMap(({ number, saved_seconds, record: text, latency }) => {
      const record = parseRecord<Omit<RunRecord, 'seconds'>>(text);
      if (record === null) return [];
      return [
        {
          record: { ...record, seconds: this.#seconds.read(number) },
          latency: latency === null ? null : decodeHistogram(latency),
          savedSeconds: saved_seconds,
        },
      ];
    });
  }
}
