import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Something that happened, in production or in the exporter. */
export interface StoredEvent {
  readonly timestampSeconds: number;
  /** Kind in snake case, e.g. `release`. */
  readonly kind: string;
  /** Null where it is about all services. */
  readonly service: string | null;
  readonly text: string;
}

interface EventRow {
  readonly timestamp_seconds: number;
  readonly kind: string;
  readonly service: string | null;
  readonly text: string;
}

/** Events that are kept. */
const KEPT_EVENTS = 100_000;

/** Events, in the order in which they were added. */
export class EventRepository {
  readonly #insert: StatementSync;
  readonly #within: StatementSync;
  readonly #prune: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO event (timestamp_seconds, kind, service, text) VALUES (?, ?, ?, ?)');
    this.#within = db.prepare(
      'SELECT * FROM event WHERE timestamp_seconds BETWEEN ? AND ? ORDER BY timestamp_seconds, number',
    );
    this.#prune = db.prepare('DELETE FROM event WHERE number <= (SELECT max(number) FROM event) - ?');
  }

  add({ timestampSeconds, kind, service, text }: StoredEvent): void {
    this.#insert.run(timestampSeconds, kind, service, text);
  }

  /** Events within a span, both ends included; oldest first. */
  within(span: { readonly startSeconds: number; readonly endSeconds: number }): StoredEvent[] {
    const rows = this.#within.all(span.startSeconds, span.endSeconds) as unknown as readonly EventRow[];
    return rows.map(({ timestamp_seconds, kind, service, text }) => ({
      timestampSeconds: timestamp_seconds,
      kind,
      service,
      text,
    }));
  }

  /** Drops all but the newest events. */
  prune(kept = KEPT_EVENTS): void {
    this.#prune.run(kept);
  }
}
