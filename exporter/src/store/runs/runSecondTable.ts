import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RunSecond } from '../../core/runState.ts';

interface SecondRow {
  readonly timestamp_seconds: number;
  readonly target_requests_per_second: number;
  readonly requests: number;
  readonly errors: number;
  readonly refused: number;
  readonly dropped_iterations: number;
  readonly vus: number;
  readonly p50_seconds: number | null;
  readonly p95_seconds: number | null;
  readonly p99_seconds: number | null;
}

/** The seconds of runs, a row each. */
export class RunSecondTable {
  readonly #insert: StatementSync;
  readonly #read: StatementSync;
  readonly #count: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO run_second VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#read = db.prepare('SELECT * FROM run_second WHERE run_number = ? ORDER BY position');
    this.#count = db.prepare('SELECT count(*) AS seconds FROM run_second WHERE run_number = ?');
  }

  /** Adds seconds to a run that has `known` of them. */
  add(run: number, known: number, seconds: readonly RunSecond[]): void {
    seconds.forEach((second, i) => {
      this.#insert.run(
        run,
        known + i,
        second.timestampSeconds,
        second.targetRequestsPerSecond,
        second.requests,
        second.errors,
        second.refused,
        second.droppedIterations,
        second.vus,
        second.p50Seconds,
        second.p95Seconds,
        second.p99Seconds,
      );
    });
  }

  count(run: number): number {
    return Number(this.#count.get(run)?.['seconds'] ?? 0);
  }

  read(run: number): RunSecond[] {
    const rows = this.#read.all(run) as unknown as readonly SecondRow[];
    return rows.map((row) => ({
      timestampSeconds: row.timestamp_seconds,
      targetRequestsPerSecond: row.target_requests_per_second,
      requests: row.requests,
      errors: row.errors,
      refused: row.refused,
      droppedIterations: row.dropped_iterations,
      vus: row.vus,
      p50Seconds: row.p50_seconds,
      p95Seconds: row.p95_seconds,
      p99Seconds: row.p99_seconds,
    }));
  }
}
