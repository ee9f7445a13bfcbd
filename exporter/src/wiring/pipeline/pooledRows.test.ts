import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pooledRows } from './pooledRows.ts';

const table = (...rows: readonly number[]) => ({
  columns: ['a', 'b'],
  count: rows.length,
  values: Float64Array.from(rows.flatMap((row) => [row, -row])),
});

it('joins tables in order', () => {
  expect(pooledRows([table(1, 2), table(), table(3)], 10)).toEqual(table(1, 2, 3));
});

it('is null where there is nothing', () => {
  expect(pooledRows([table()], 10)).toBeNull();
  expect(pooledRows([], 10)).toBeNull();
});

it('thins evenly, keeps whole rows, and never passes the limit', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (counts, most) => {
      const tables = counts.map((count, t) =>
        table(...Array.from({ length: count }, (_unused, i) => t * 1000 + i + 1)),
      );
      const pooled = pooledRows(tables, most);
      const total = counts.reduce((sum, count) => sum + count, 0);
      fc.pre(total > 0);
      expect(pooled!.count).toBeLessThanOrEqual(most);
      expect(pooled!.values).toHaveLength(pooled!.count * 2);
      for (let row = 0; row < pooled!.count; row++) expect(pooled!.values[row * 2 + 1]).toBe(-pooled!.values[row * 2]!);
      expect(pooled!.count).toBe(Math.ceil(total / Math.ceil(total / most)));
    }),
  );
});
