import type { DatabaseSync } from 'node:sqlite';
import { Problem } from '../../core/problem.ts';
import { inTransaction } from './inTransaction.ts';
import type { Migration } from './migrations/migration.ts';

/** "Load" in ASCII: says that a SQLite file is Loadstar's (https://sqlite.org/pragma.html#pragma_application_id). */
export const APPLICATION_ID = 0x4c6f6164;

/**
 * Brings a file to the newest structure, each step in a transaction of its own, so that a step is done or not.
 * @throws Problem `conflict` where the file is newer than the steps known here; nothing is changed then
 */
export function migrate(db: DatabaseSync, path: string, migrations: readonly Migration[]): void {
  const found = userVersion(db);
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) {
    throw new Problem(
      'conflict',
      'Store too new',
      `${path} was written by a newer Loadstar (structure ${found}; this one knows ${known}). ` +
        'Run that version, or move the file away to start without its past.',
      [{ path: 'data', value: path, allowed: `a folder without a store, or with one of structure ${known} or older` }],
    );
  }
  for (const { version, sql } of migrations) {
    if (version <= found) continue;
    inTransaction(db, () => {
      db.exec(sql);
      db.exec(`PRAGMA user_version = ${version}; PRAGMA application_id = ${APPLICATION_ID}`);
    });
  }
}

function userVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}
