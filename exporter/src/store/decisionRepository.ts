import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Decision } from '../core/decision.ts';
import { parseRecord } from './parseRecord.ts';

/** Decisions that are kept. */
const KEPT_DECISIONS = 10_000;

/** The decision log, in the order in which decisions were made; an entry is kept whole, whatever fields it has. */
export class DecisionRepository {
  readonly #insert: StatementSync;
  readonly #newest: StatementSync;
  readonly #prune: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO decision (timestamp_seconds, kind, subject, record) VALUES (?, ?, ?, ?)');
    this.#newest = db.prepare('SELECT record FROM decision ORDER BY number DESC LIMIT ?');
    this.#prune = db.prepare('DELETE FROM decision WHERE number <= (SELECT max(number) FROM decision) - ?');
  }

  add(decision: Decision): void {
    this.#insert.run(decision.timestampSeconds, decision.kind, decision.subject, JSON.stringify(decision));
  }

  /** The newest decisions, newest first. */
  newest(limit: number): Decision[] {
    const rows = this.#newest.all(limit) as unknown as readonly { readonly record: string }[];
    return rows.flatMap(({ record }) => parseRecord<Decision>(record) ?? []);
  }

  /** Drops all but the newest decisions. */
  prune(kept = KEPT_DECISIONS): void {
    this.#prune.run(kept);
  }
}
