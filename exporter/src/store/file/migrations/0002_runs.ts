import type { Migration } from './migration.ts';

/** Runs: the record, the latency over the whole run, and a row for each second, so that a save adds only the new ones. */
export const runs: Migration = {
  version: 2,
  title: 'runs with their seconds',
  sql: `
    CREATE TABLE run (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      test TEXT NOT NULL,
      service TEXT NOT NULL,
      state TEXT NOT NULL,
      verdict TEXT,
      created_seconds REAL NOT NULL,
      saved_seconds REAL NOT NULL,
      record TEXT NOT NULL,
      latency TEXT
    ) STRICT;
    CREATE INDEX run_created ON run (created_seconds);
    CREATE TABLE run_second (
      run_number INTEGER NOT NULL,
      position INTEGER NOT NULL,
      timestamp_seconds REAL NOT NULL,
      target_requests_per_second REAL NOT NULL,
      requests REAL NOT NULL,
      errors REAL NOT NULL,
      refused REAL NOT NULL,
      dropped_iterations REAL NOT NULL,
      vus REAL NOT NULL,
      p50_seconds REAL,
      p95_seconds REAL,
      p99_seconds REAL,
      PRIMARY KEY (run_number, position)
    ) STRICT, WITHOUT ROWID;
  `,
};
