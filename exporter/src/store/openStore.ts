import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Problem } from '../core/problem.ts';
import { DecisionRepository } from './decisionRepository.ts';
import { EventRepository } from './eventRepository.ts';
import { loadHistory } from './history/loadHistory.ts';
import type { LoadedHistory } from './history/loadHistory.ts';
import type { HistoryTaker, KeptGrid } from './history/storedHistory.ts';
import { MIGRATIONS } from './file/migrations/registry.ts';
import { ModelRepository } from './modelRepository.ts';
import { openDatabase } from './file/openDatabase.ts';
import { RunRepository } from './runs/runRepository.ts';
import { describeOwner, writeOwner } from './file/storeOwner.ts';
import { takeStoreLock } from './file/storeLock.ts';

/** Everything that outlives the process, in one SQLite file. One process has it at a time; others may read the file. */
export interface Store {
  /** What was wrong with the file, as sentences; empty where nothing was. */
  readonly notices: readonly string[];
  readonly runs: RunRepository;
  readonly models: ModelRepository;
  readonly events: EventRepository;
  readonly decisions: DecisionRepository;
  /** Gives all stored history to `taker`; the answer's writer goes on from there. Once for each open store. */
  loadHistory(grids: readonly KeptGrid[], taker: HistoryTaker): LoadedHistory;
  close(): void;
}

/** How a store is opened; every field has a default. */
export interface StoreOptions {
  /** Now, Unix seconds; names files that are set aside. */
  readonly nowSeconds?: number;
  /** How long to wait for another exporter that is closing; 2000 by default. Blocks. */
  readonly lockWaitMs?: number;
}

/**
 * Opens the store, makes it where it is missing, and brings it to the newest structure. A file that is torn, or another
 * program's, is set aside (`<path>.torn-<time>`, `<path>.foreign-<time>`), told of in `notices`, and a new one started.
 *
 * @throws Problem where another exporter has it, where a newer version wrote it, or where it cannot be read or written
 */
export function openStore(path: string, options: StoreOptions = {}): Store {
  const nowSeconds = options.nowSeconds ?? Date.now() / 1000;
  const lock = asProblem(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return takeStoreLock(path, options.lockWaitMs ?? 2000);
  });
  if (lock === null) {
    throw new Problem('conflict', 'Store in use', `${path} is in use by ${describeOwner(path)}.`, [
      { path: 'data', value: path, allowed: 'a folder of its own for each exporter, or stop the other one first' },
    ]);
  }
  try {
    return asProblem(path, () => {
      const { db, notices } = openDatabase(path, MIGRATIONS, nowSeconds);
      writeOwner(db, nowSeconds);
      return storeOf(path, db, notices, lock.release);
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function storeOf(path: string, db: DatabaseSync, notices: readonly string[], release: () => void): Store {
  return {
    notices,
    runs: new RunRepository(db),
    models: new ModelRepository(db),
    events: new EventRepository(db),
    decisions: new DecisionRepository(db),
    loadHistory: (grids, taker) => asProblem(path, () => loadHistory(db, grids, taker)),
    close: () => {
      db.close();
      release();
    },
  };
}

/** What the system or SQLite refuses, as a Problem that names the file. */
function asProblem<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof Problem) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw new Problem('unavailable', 'Cannot open the store', `${path}: ${cause}.`, [
      { path: 'data', value: path, allowed: 'a folder that can be written to, with room left, on a local disk' },
    ]);
  }
}
