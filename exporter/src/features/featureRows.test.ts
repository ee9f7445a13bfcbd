import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../core/random.ts';
import type { RegularSeries } from '../core/series.ts';
import { SIGNALS, type Signal } from '../core/signal.ts';
import { contributionsBySignal, featureColumns, parseColumn } from './featureColumns.ts';
import { featureRows } from './featureRows.ts';
import { newestFeatureRow } from './newestFeatureRow.ts';

const SEASON = 96;
const STEP = 900;

function series(of: (i: number) => number, length = 10 * SEASON): RegularSeries {
  return { startSeconds: 0, stepSeconds: STEP, values: Float64Array.from({ length }, (_, i) => of(i)) };
}

/** Demand with a season and twice as much from day 9 on, and processor time that follows it. */
function growingService(): Map<Signal, RegularSeries> {
  const random = seededRandom(2);
  const demand = series(
    (i) => (i < 9 * SEASON ? 1 : 2) * (100 + 50 * Math.sin((2 * Math.PI * i) / SEASON)) + random.normal(),
  );
  const cpu = { ...demand, values: demand.values.map((rate) => rate * 0.004 + 0.0005 * random.normal()) };
  return new Map<Signal, RegularSeries>([
    ['requests_per_second', demand],
    ['cpu_ratio', cpu],
  ]);
}

const at = (columns: readonly string[], row: Float64Array, name: string): number => row[columns.indexOf(name)]!;

describe('featureRows', () => {
  it('tells more demand from more cost per request', () => {
    const { rows, timestampsSeconds } = featureRows(growingService(), SEASON);
    // Ten steps after demand has doubled; after a day of it, it would be nothing new.
    const row = timestampsSeconds.indexOf((9 * SEASON + 10) * STEP);
    const doubled = rows.values.subarray(row * rows.columns.length, (row + 1) * rows.columns.length);
    expect(at(rows.columns, doubled, 'cpu_ratio.season')).toBeGreaterThan(3);
    expect(Math.abs(at(rows.columns, doubled, 'cpu_ratio.per_request'))).toBeLessThan(1.5);
  });

  it('begins after a day and says when each row was', () => {
    const { rows, timestampsSeconds } = featureRows(growingService(), SEASON);
    expect(rows.count).toBe(timestampsSeconds.length);
    expect(rows.values).toHaveLength(rows.count * rows.columns.length);
    // Changes and levels are known before seasons are, but they are less than half of the columns.
    expect(timestampsSeconds[0]!).toBeGreaterThan(0);
    expect(timestampsSeconds.at(-1)).toBe((10 * SEASON - 1) * STEP);
  });

  it('is finite whatever is missing', () => {
    const value = fc.oneof(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.constant(NaN), fc.constant(Infinity));
    const signals = fc.subarray([...SIGNALS], { minLength: 1 });
    fc.assert(
      fc.property(signals, fc.array(value, { minLength: 30, maxLength: 60 }), (names, values) => {
        const given = new Map(
          names.map((name, n) => [
            name,
            { startSeconds: 0, stepSeconds: 60, values: Float64Array.from(values, (v) => v * (n + 1)) },
          ]),
        );
        const { rows } = featureRows(given, 8);
        expect(rows.values.every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('refuses series on different grids', () => {
    const given = growingService().set(
      'latency_seconds',
      series(() => 1, 5),
    );
    expect(() => featureRows(given, SEASON)).toThrow(/latency_seconds starts at 0 with 5 steps of 900 s/);
  });

  it('gives no rows for nothing', () => {
    expect(featureRows(new Map(), SEASON).rows).toEqual({ columns: [], count: 0, values: new Float64Array() });
  });
});

describe('newestFeatureRow', () => {
  it('equals the row of the past at the same time, when recent values mean the same', () => {
    const past = growingService();
    const { rows } = featureRows(past, SEASON);
    const shortened = new Map([...past].map(([signal, one]) => [signal, { ...one, values: one.values.slice(0, -1) }]));
    // Fifteen readings of a minute whose mean is the last step's value.
    const recent = new Map(
      [...past].map(([signal, one]) => [
        signal,
        {
          startSeconds: (10 * SEASON - 2) * STEP + 60,
          stepSeconds: 60,
          values: new Float64Array(15).fill(one.values.at(-1)!),
        },
      ]),
    );
    const newest = newestFeatureRow(shortened, recent, SEASON);
    expect(newest.rows.count).toBe(1);
    const expected = rows.values.subarray(-rows.columns.length);
    // What is negligible of a cost per request is taken from the days looked at, which are fewer here.
    newest.rows.values.forEach((value, c) => expect(value).toBeCloseTo(expected[c]!, 2));
    expect(newest.timestampsSeconds[0]).toBe((10 * SEASON - 1) * STEP);
  });

  it('has no row where nothing recent is known', () => {
    const past = growingService();
    expect(newestFeatureRow(past, new Map(), SEASON).rows.count).toBe(0);
    const silent = new Map(
      [...past].map(([signal, one]) => [signal, { ...one, values: new Float64Array(3).fill(NaN) }]),
    );
    expect(newestFeatureRow(past, silent, SEASON).rows.count).toBe(0);
  });

  it('takes a signal without recent values as unknown, not as zero', () => {
    const past = growingService();
    const demand = past.get('requests_per_second')!;
    const recent = new Map<Signal, RegularSeries>([
      ['requests_per_second', { ...demand, startSeconds: demand.startSeconds + STEP }],
    ]);
    const { rows } = newestFeatureRow(past, recent, SEASON);
    for (const column of rows.columns.filter((name) => name.startsWith('cpu_ratio'))) {
      if (rows.count > 0) expect(at(rows.columns, rows.values, column)).toBe(0);
    }
  });
});

describe('featureColumns', () => {
  it('names columns that parseColumn understands, in the order of the vocabulary', () => {
    const columns = featureColumns([...SIGNALS].reverse());
    expect(columns).toEqual(featureColumns(SIGNALS));
    expect(new Set(columns).size).toBe(columns.length);
    expect(new Set(columns.map((column) => parseColumn(column).signal))).toEqual(new Set(SIGNALS));
    expect(() => parseColumn('cpu_ratio.mood')).toThrow(/no feature column/);
    expect(() => parseColumn('season')).toThrow(RangeError);
  });

  it('has no cost per request without requests', () => {
    expect(featureColumns(['cpu_ratio'])).toEqual(['cpu_ratio.season', 'cpu_ratio.change', 'cpu_ratio.level']);
  });

  it('adds shares up per signal', () => {
    const columns = featureColumns(['requests_per_second', 'cpu_ratio']);
    const shares = Float64Array.from(columns, () => 1 / columns.length);
    const bySignal = contributionsBySignal(columns, shares);
    expect([...bySignal.keys()]).toEqual(['requests_per_second', 'cpu_ratio']);
    expect([...bySignal.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  });
});
