import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { parseRecord } from '../parseRecord.ts';
import type { HistoryTaker } from './storedHistory.ts';

type Labels = Readonly<Record<string, string>>;

interface LabelRow {
  readonly service: string;
  readonly instance: string;
  readonly labels: string;
}

/** Labels of instances, written where they are new. */
export class LabelTable {
  readonly #upsert: StatementSync;
  readonly #drop: StatementSync;
  readonly #saved = new Map<string, Labels>();

  constructor(db: DatabaseSync) {
    this.#upsert = db.prepare(
      'INSERT INTO instance_labels VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET labels = excluded.labels',
    );
    this.#drop = db.prepare(`
      DELETE FROM instance_labels WHERE NOT EXISTS (
        SELECT 1 FROM series s WHERE s.service = instance_labels.service AND s.instance = instance_labels.instance
      )
    `);
  }

  /** Whether labels differ from what is saved; none at all are not worth a row. */
  isNew(service: string, instance: string, labels: Labels): boolean {
    const saved = this.#saved.get(key(service, instance)) ?? {};
    const names = Object.keys(labels);
    return names.length !== Object.keys(saved).length || names.some((name) => saved[name] !== labels[name]);
  }

  write(service: string, instance: string, labels: Labels): void {
    this.#upsert.run(service, instance, JSON.stringify(labels));
  }

  /** Labels are saved for good; not before the transaction is. */
  noteSaved(service: string, instance: string, labels: Labels): void {
    this.#saved.set(key(service, instance), labels);
  }

  /** Drops the labels of instances without series. */
  dropUnused(): void {
    this.#drop.run();
    // What of it is in memory is written again where it comes back.
    this.#saved.clear();
  }
}

/** Gives the stored labels to `taker`. */
export function readLabels(db: DatabaseSync, taker: HistoryTaker): LabelTable {
  const table = new LabelTable(db);
  const rows = db.prepare('SELECT * FROM instance_labels').all() as unknown as readonly LabelRow[];
  for (const { service, instance, labels: text } of rows) {
    const labels = parseRecord<Labels>(text);
    // They come again with the next read of the instance.
    if (labels === null) continue;
    table.noteSaved(service, instance, labels);
    taker.restoreLabels(service, instance, labels);
  }
  return table;
}

function key(service: string, instance: string): string {
  return JSON.stringify([service, instance]);
}
