import { DatabaseSync } from 'node:sqlite';
import { sqliteFailure } from './sqliteFailure.ts';

/** The right to be the only one that writes a store; the system takes it back when the process ends, kill -9 included. */
export interface StoreLock {
  release(): void;
}

/**
 * Takes the lock of a store, or gives null where another process has it. It is SQLite's own lock on an empty file beside
 * the store (`<path>.lock`, which stays), so that the store itself can be read by others (`sqlite3`) meanwhile, and can
 * be set aside by its one owner only.
 *
 * @param waitMs how long to wait for an exporter that is closing; blocks
 * @throws SQLite's error where the lock file cannot be used
 */
export function takeStoreLock(path: string, waitMs: number): StoreLock | null {
  const db = new DatabaseSync(`${path}.lock`, { timeout: waitMs });
  try {
    // Nothing is ever written: no journal file is wanted.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE');
  } catch (error) {
    db.close();
    if (sqliteFailure(error) === 'busy') return null;
    throw error;
  }
  return { release: () => db.close() };
}
