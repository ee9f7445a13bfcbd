import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';

interface OwnerRow {
  readonly pid: number;
  readonly host: string;
  readonly started_seconds: number;
}

/** Writes down that this process has the store. */
export function writeOwner(db: DatabaseSync, nowSeconds: number): void {
  db.prepare('INSERT OR REPLACE INTO owner VALUES (1, ?, ?, ?)').run(process.pid, hostname(), nowSeconds);
}

/** Who has the store at a path, in words; without a name where the file does not tell. */
export function describeOwner(path: string): string {
  try {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      const row = db.prepare('SELECT * FROM owner').get() as unknown as OwnerRow | undefined;
      if (row === undefined) return 'another exporter';
      const since = new Date(row.started_seconds * 1000).toISOString();
      return `another exporter (process ${row.pid} on ${row.host}, since ${since})`;
    } finally {
      db.close();
    }
  } catch {
    // It may be just about to make the file.
    return 'another exporter';
  }
}
