import type { DatabaseSync } from 'node:sqlite';
import type { TierName } from '../../core/seriesChange.ts';
import type { Grid, KeptGrid } from './storedHistory.ts';

interface TierRow {
  readonly id: number;
  readonly name: TierName;
  readonly step_seconds: number;
  readonly chunk_slots: number;
}

/** A grid and its number in the store. */
export interface NumberedGrid extends Grid {
  readonly number: number;
  readonly chunkSlots: number;
}

/** Grids that slots are stored on: those of today's configuration, and those of former ones that still have slots. */
export interface TierTable {
  readonly current: Readonly<Record<TierName, NumberedGrid & KeptGrid>>;
  readonly former: readonly NumberedGrid[];
}

/** Reads the grids, and adds those that are new. Within a transaction. */
export function readTiers(db: DatabaseSync, grids: readonly KeptGrid[]): TierTable {
  const insert = db.prepare(
    'INSERT INTO tier (name, step_seconds, chunk_slots) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  for (const { name, stepSeconds, chunkSlots } of grids) insert.run(name, stepSeconds, chunkSlots);
  const rows = db.prepare('SELECT * FROM tier ORDER BY id').all() as unknown as readonly TierRow[];
  const stored = rows.map(({ id, name, step_seconds, chunk_slots }) => ({
    number: id,
    name,
    stepSeconds: step_seconds,
    chunkSlots: chunk_slots,
  }));
  const find = (name: TierName): NumberedGrid & KeptGrid => {
    const grid = grids.find((one) => one.name === name);
    const row = stored.find(
      (one) => one.name === name && one.stepSeconds === grid?.stepSeconds && one.chunkSlots === grid.chunkSlots,
    );
    if (grid === undefined || row === undefined) throw new RangeError(`the ${name} grid is missing`);
    return { ...grid, number: row.number };
  };
  const current = { fine: find('fine'), coarse: find('coarse') };
  const former = stored.filter(({ number }) => number !== current.fine.number && number !== current.coarse.number);
  return { current, former };
}
