import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { APPLICATION_ID, migrate } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { setAside } from './setAside.ts';
import { sqliteFailure } from './sqliteFailure.ts';

/** An open database of Loadstar's, and what was found wrong with the file that was there before. */
export interface OpenedDatabase {
  readonly db: DatabaseSync;
  /** Sentences for people; empty where nothing was wrong. */
  readonly notices: readonly string[];
}

/** A file that is not what it should be. */
class Unusable extends Error {
  readonly why: 'torn' | 'foreign';

  constructor(why: 'torn' | 'foreign', message: string) {
    super(message);
    this.why = why;
  }
}

/**
 * Opens the file, makes it where it is missing, and brings it to the newest structure. A file that is torn or not
 * Loadstar's is set aside and a new one is started. The caller has the store's lock.
 *
 * @throws Problem where the file is newer than `migrations`; SQLite's error where it can be neither read nor written
 */
export function openDatabase(path: string, migrations: readonly Migration[], nowSeconds: number): OpenedDatabase {
  const hadFile = existsSync(path);
  try {
    return { db: openChecked(path, migrations), notices: [] };
  } catch (error) {
    const unusable = hadFile ? asUnusable(error) : null;
    if (unusable === null) throw error;
    const target = setAside(path, unusable.why, nowSeconds);
    return {
      db: openChecked(path, migrations),
      notices: [`The store ${path} ${unusable.message}; it was set aside as ${target} and a new one was started.`],
    };
  }
}

function asUnusable(error: unknown): Unusable | null {
  if (error instanceof Unusable) return error;
  if (sqliteFailure(error) !== 'torn') return null;
  return new Unusable('torn', `cannot be read (${error instanceof Error ? error.message : String(error)})`);
}

function openChecked(path: string, migrations: readonly Migration[]): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 5000 });
  try {
    // Before anything is written: the file may be another program's.
    checkOrigin(db);
    // NORMAL in WAL mode: what was committed survives the end of the process, kill -9 included; a power cut can take the
    // last commits, never the file's integrity (https://sqlite.org/pragma.html#pragma_synchronous).
    db.exec(`
      PRAGMA page_size = 8192;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA journal_size_limit = 16777216;
    `);
    checkIntegrity(db);
    migrate(db, path, migrations);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function checkOrigin(db: DatabaseSync): void {
  const id = Number(db.prepare('PRAGMA application_id').get()?.['application_id'] ?? 0);
  if (id === APPLICATION_ID) return;
  const objects = Number(db.prepare('SELECT count(*) AS objects FROM sqlite_schema').get()?.['objects'] ?? 0);
  if (id === 0 && objects === 0) return;
  throw new Unusable('foreign', 'is a database of another program');
}

/** The whole check: it also finds rows that an index misses, and takes no longer than `quick_check` (1.2 s a GB). */
function checkIntegrity(db: DatabaseSync): void {
  const found = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
  if (found !== 'ok') throw new Unusable('torn', `is damaged (${String(found).replaceAll(/\s+/g, ' ')})`);
}
