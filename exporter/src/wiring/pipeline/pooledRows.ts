import type { FeatureRows } from '../../core/anomaly.ts';

/**
 * Rows of several tables with the same columns as one table, thinned evenly to at most `most` rows; null where there
 * are no rows.
 */
export function pooledRows(tables: readonly FeatureRows[], most: number): FeatureRows | null {
  const columns = tables.find((table) => table.count > 0)?.columns;
  if (columns === undefined) return null;
  const total = tables.reduce((sum, table) => sum + table.count, 0);
  const every = Math.max(1, Math.ceil(total / most));
  const width = columns.length;
  const values = new Float64Array(Math.ceil(total / every) * width);
  let seen = 0;
  let count = 0;
  for (const table of tables) {
    for (let row = 0; row < table.count; row++, seen++) {
      if (seen % every !== 0) continue;
      values.set(table.values.subarray(row * width, (row + 1) * width), count * width);
      count += 1;
    }
  }
  return { columns, count, values };
}
