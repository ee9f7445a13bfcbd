import type { Migration } from './migration.ts';

/** What happened and what was decided, in the order of their numbers. */
export const eventsAndDecisions: Migration = {
  version: 4,
  title: 'events and decisions',
  sql: `
    CREATE TABLE event (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      timestamp_seconds REAL NOT NULL,
      kind TEXT NOT NULL,
      service TEXT,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX event_time ON event (timestamp_seconds);
    CREATE TABLE decision (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      timestamp_seconds REAL NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      record TEXT NOT NULL
    ) STRICT;
    CREATE INDEX decision_subject ON decision (subject);
  `,
};
