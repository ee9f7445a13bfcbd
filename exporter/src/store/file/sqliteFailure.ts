/** What an error of SQLite means for the file. */
export type SqliteFailure = 'busy' | 'torn' | 'other';

/** Result codes, https://sqlite.org/rescode.html. The lower byte is the code, the rest says more about it. */
const FAILURES: ReadonlyMap<number, SqliteFailure> = new Map([
  [5, 'busy'], // SQLITE_BUSY
  [11, 'torn'], // SQLITE_CORRUPT
  [26, 'torn'], // SQLITE_NOTADB
]);

/** What an error means for the file; null where it is not SQLite's. */
export function sqliteFailure(error: unknown): SqliteFailure | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return FAILURES.get(error.errcode & 0xff) ?? 'other';
}
