import { history } from './0001_history.ts';
import { runs } from './0002_runs.ts';
import { models } from './0003_models.ts';
import { eventsAndDecisions } from './0004_events_and_decisions.ts';
import type { Migration } from './migration.ts';

/** Every step of the file's structure, in order. */
export const MIGRATIONS: readonly Migration[] = [history, runs, models, eventsAndDecisions];
