import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SerializedModel } from '../core/forecast.ts';
import { parseRecord } from './parseRecord.ts';

/** What a model is for, within its service. */
export interface ModelPlace {
  readonly service: string;
  readonly kind: 'forecast' | 'anomaly' | 'cluster';
  /** What it was fitted to: a signal for forecasts, `service` or `instances` for detectors. */
  readonly part: string;
}

/** A fitted model in its place; there is one in each. */
export interface StoredModel extends ModelPlace {
  readonly fittedSeconds: number;
  /** What whoever fitted it wants to know when it comes back, e.g. a detector's signals. Plain data. */
  readonly context: unknown;
  readonly serialized: SerializedModel;
}

interface ModelRow {
  readonly service: string;
  readonly kind: ModelPlace['kind'];
  readonly part: string;
  readonly model: string;
  readonly version: number;
  readonly fitted_seconds: number;
  readonly context: string;
  readonly data: string;
}

/** Fitted models as their modules serialize them; the modules restore them, and refuse versions they do not know. */
export class ModelRepository {
  readonly #upsert: StatementSync;
  readonly #all: StatementSync;
  readonly #remove: StatementSync;

  constructor(db: DatabaseSync) {
    this.#upsert = db.prepare(`
      INSERT INTO model (service, kind, part, model, version, fitted_seconds, context, data)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (service, kind, part) DO UPDATE SET
        model = excluded.model, version = excluded.version, fitted_seconds = excluded.fitted_seconds,
        context = excluded.context, data = excluded.data
    `);
    this.#all = db.prepare('SELECT * FROM model ORDER BY service, kind, part');
    this.#remove = db.prepare('DELETE FROM model WHERE service = ? AND kind = ? AND part = ?');
  }

  /** Saves a model, in place of the one that stood there. */
  save({ service, kind, part, fittedSeconds, context, serialized }: StoredModel): void {
    const { model, version, data } = serialized;
    const texts = [JSON.stringify(context ?? null), JSON.stringify(data ?? null)] as const;
    this.#upsert.run(service, kind, part, model, version, fittedSeconds, ...texts);
  }

  /** All models, by service; one that is damaged is left out, since it can be fitted again. */
  all(): StoredModel[] {
    const rows = this.#all.all() as unknown as readonly ModelRow[];
    return rows.flatMap(({ service, kind, part, model, version, fitted_seconds, context: about, data: text }) => {
      const context = parseRecord<unknown>(about);
      const data = parseRecord<unknown>(text);
      if (data === null) return [];
      return [{ service, kind, part, fittedSeconds: fitted_seconds, context, serialized: { model, version, data } }];
    });
  }

  remove({ service, kind, part }: ModelPlace): void {
    this.#remove.run(service, kind, part);
  }
}
