import type { Migration } from './migration.ts';

/**
 * Who has the file open, and the history. `saved_in` is the number of the save that wrote a row: an entry of the journal
 * counts only where it is younger. AUTOINCREMENT: the journal may still speak of a series that is gone, so its number
 * must not come again.
 */
export const history: Migration = {
  version: 1,
  title: 'history as chunks with a journal',
  sql: `
    CREATE TABLE owner (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      pid INTEGER NOT NULL,
      host TEXT NOT NULL,
      started_seconds REAL NOT NULL
    ) STRICT;
    CREATE TABLE tier (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      step_seconds REAL NOT NULL,
      chunk_slots INTEGER NOT NULL,
      UNIQUE (name, step_seconds, chunk_slots)
    ) STRICT;
    CREATE TABLE series (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      service TEXT NOT NULL,
      instance TEXT,
      signal TEXT NOT NULL,
      latest_seconds REAL NOT NULL,
      latest_value REAL NOT NULL,
      saved_in INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX series_identity ON series (service, signal, instance IS NULL, ifnull(instance, ''));
    CREATE TABLE chunk (
      tier_id INTEGER NOT NULL,
      series_id INTEGER NOT NULL,
      chunk INTEGER NOT NULL,
      first_slot INTEGER NOT NULL,
      values_f32 BLOB NOT NULL,
      checksum INTEGER NOT NULL,
      saved_in INTEGER NOT NULL,
      UNIQUE (tier_id, series_id, chunk)
    ) STRICT;
    CREATE TABLE journal (
      save INTEGER PRIMARY KEY,
      entries BLOB NOT NULL,
      checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE instance_labels (
      service TEXT NOT NULL,
      instance TEXT NOT NULL,
      labels TEXT NOT NULL,
      PRIMARY KEY (service, instance)
    ) STRICT, WITHOUT ROWID;
  `,
};
