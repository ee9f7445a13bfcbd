import type { Migration } from './migration.ts';

/** Fitted models, one for each service, kind and part (a signal, or what else it was fitted to). */
export const models: Migration = {
  version: 3,
  title: 'fitted models',
  sql: `
    CREATE TABLE model (
      service TEXT NOT NULL,
      kind TEXT NOT NULL,
      part TEXT NOT NULL,
      model TEXT NOT NULL,
      version INTEGER NOT NULL,
      fitted_seconds REAL NOT NULL,
      context TEXT NOT NULL,
      data TEXT NOT NULL,
      UNIQUE (service, kind, part)
    ) STRICT;
  `,
};
