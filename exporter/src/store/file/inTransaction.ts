import type { DatabaseSync } from 'node:sqlite';

/** Does all of the work, or none of it where it throws. Transactions do not nest. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  // IMMEDIATE: the right to write is had at once, not asked for half-way.
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // Some errors (a full disk) roll back by themselves.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
