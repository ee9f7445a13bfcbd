import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryConfig } from '../config/sections/history.ts';
import type { SeriesId } from '../core/series.ts';
import { SeriesHistory } from './seriesHistory.ts';

const CONFIG: HistoryConfig = { retentionSeconds: 3600, fineRetentionSeconds: 600, stepSeconds: 60, maxSeries: 10 };
const ID: SeriesId = { service: 'shop', instance: null, signal: 'requests_per_second' };
const NOW = 1_000_000_000;

function historyAt(clock: { now: number; scale?: number }, config = CONFIG, intervalSeconds = 10): SeriesHistory {
  const scale = clock.scale ?? 1;
  return new SeriesHistory({
    config,
    intervalSeconds,
    clock: { nowSeconds: () => clock.now, secondsPerDay: 86_400 * scale, scale },
  });
}

const points = (id: SeriesId, ...pairs: readonly (readonly [number, number])[]) => ({
  id,
  timestampsSeconds: Float64Array.from(pairs, ([t]) => t),
  values: Float64Array.from(pairs, ([, v]) => v),
});

/** The rules of the docstring without rings: maps that are pruned after each write. */
class NaiveHistory {
  readonly fine = new Map<number, number>();
  readonly coarse = new Map<number, number>();
  readonly #fineCapacity: number;
  readonly #coarseCapacity: number;

  constructor(fineCapacity: number, coarseCapacity: number) {
    this.#fineCapacity = fineCapacity;
    this.#coarseCapacity = coarseCapacity;
  }

  append(batch: readonly (readonly [number, number])[]): void {
    const past = new Map<number, number[]>();
    for (const [t, value] of batch) {
      const slot = Math.floor(t / 10);
      const coarseSlot = Math.ceil(slot / 6);
      if (this.coarse.size > 0 && coarseSlot <= Math.max(...this.coarse.keys()) - this.#coarseCapacity) continue;
      const newest = Math.max(slot, ...this.fine.keys());
      if (slot > newest - this.#fineCapacity) this.fine.set(slot, value);
      for (const old of this.fine.keys()) if (old <= newest - this.#fineCapacity) this.fine.delete(old);
      if ((coarseSlot - 1) * 6 + 1 > newest - this.#fineCapacity) {
        const own = [...this.fine].filter(([s]) => Math.ceil(s / 6) === coarseSlot).sort(([a], [b]) => a - b);
        this.coarse.set(coarseSlot, own.reduce((sum, [, v]) => sum + Math.fround(v), 0) / own.length);
      } else {
        past.set(coarseSlot, [...(past.get(coarseSlot) ?? []), value]);
      }
    }
    for (const [slot, values] of past) this.coarse.set(slot, values.reduce((a, b) => a + b, 0) / values.length);
    const newest = Math.max(...this.coarse.keys());
    for (const old of this.coarse.keys()) if (old <= newest - this.#coarseCapacity) this.coarse.delete(old);
  }
}

describe('SeriesHistory', () => {
  it('keeps what the naive model keeps, in any order, with gaps and repetitions', () => {
    const point = fc.tuple(
      fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 4200, max: 5000 })).map((s) => NOW - s),
      fc.float({ min: Math.fround(-1e6), max: Math.fround(1e6), noNaN: true }),
    );
    const batch = fc.oneof(
      fc.array(point, { minLength: 1, maxLength: 20 }),
      // An ordinary read: ascending, one point per interval, possibly given again.
      fc
        .tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 100 }))
        .map(([start, count]) =>
          Array.from({ length: count }, (_, i) => [NOW - 5000 + start + i * 10, i] as [number, number]),
        ),
    );
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1, maxLength: 8 }), (batches) => {
        const history = historyAt({ now: NOW + 100 });
        const model = new NaiveHistory(history.tiers.fine.capacity, history.tiers.coarse.capacity);
        for (const one of batches) {
          history.append(points(ID, ...one));
          model.append(one);
        }
        const span = { startSeconds: NOW - 5100, endSeconds: NOW + 160 };
        for (const [series, slots, offset] of [
          [history.fine(ID, span), model.fine, 10],
          [history.coarse(ID, span), model.coarse, 60],
        ] as const) {
          const seen = new Map<number, number>();
          series.values.forEach((value, i) => {
            if (!Number.isNaN(value))
              seen.set(Math.round((series.startSeconds + i * series.stepSeconds) / offset), value);
          });
          const expected = [...slots].filter(([slot]) => slot * offset >= series.startSeconds);
          expect([...seen.keys()].sort()).toEqual(expected.map(([slot]) => slot).sort());
          for (const [slot, value] of expected) expect(seen.get(slot)).toBe(Math.fround(value));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('labels a coarse slot by its end and a fine one by its start, with NaN for gaps', () => {
    const history = historyAt({ now: 10_000 });
    history.append(points(ID, [9010, 1], [9060, 3], [9180, 5], [9187, 7]));
    expect(history.coarse(ID, { startSeconds: 9000, endSeconds: 9240 })).toEqual({
      startSeconds: 9000,
      stepSeconds: 60,
      values: Float64Array.of(NaN, 2, NaN, 7, NaN),
    });
    expect(history.fine(ID, { startSeconds: 9005, endSeconds: 9030 })).toEqual({
      startSeconds: 9010,
      stepSeconds: 10,
      values: Float64Array.of(1, NaN, NaN),
    });
    expect(history.latest(ID)).toEqual({ timestampSeconds: 9187, value: 7 });
  });

  it('gives the same after the same read again', () => {
    const history = historyAt({ now: NOW });
    const read = points(ID, ...Array.from({ length: 300 }, (_, i) => [NOW - 3000 + i * 10, i] as const));
    history.append(read);
    const span = { startSeconds: NOW - 3000, endSeconds: NOW };
    const before = history.coarse(ID, span);
    history.append(read);
    expect(history.coarse(ID, span)).toEqual(before);
  });

  it('tells a store what is new, once it is saved no more, and nothing of what was known', () => {
    const history = historyAt({ now: NOW });
    const read = points(ID, ...Array.from({ length: 50 }, (_, i) => [NOW - 600 + i * 10, i] as const));
    const unsaved = () => [...history.archive.unsaved()];
    expect(unsaved()).toEqual([]);
    history.append(read);
    const [first] = unsaved();
    expect(first?.changes).toHaveLength(1);
    expect(first?.changes[0]?.chunks.length).toBeGreaterThan(0);
    // Not saved: it comes again.
    expect(unsaved()[0]?.changes).toEqual(first?.changes);
    first?.saved();
    expect(unsaved()).toEqual([]);
    history.append(read);
    const [again] = unsaved();
    const latest = { timestampSeconds: NOW - 110, value: 49 };
    expect(again?.changes).toEqual([{ id: ID, latest, labels: {}, slots: [], chunks: [] }]);
    again?.saved();
    history.append(points(ID, [NOW - 100, 7.5], [NOW - 110, 1]));
    const [{ slots } = { slots: [] }] = unsaved()[0]?.changes ?? [];
    expect(slots.map(({ tier, slot, value }) => [tier, slot, value])).toContainEqual(['fine', (NOW - 100) / 10, 7.5]);
    expect(slots.filter(({ tier }) => tier === 'fine')).toHaveLength(2);
  });

  it('scales to compressed days, in whole steps of a day not below the interval', () => {
    const history = historyAt({ now: NOW, scale: 600 / 86_400 }, { ...CONFIG, retentionSeconds: 14 * 86_400 }, 7);
    const { fine, coarse } = history.tiers;
    expect(fine.stepSeconds).toBe(7);
    expect(coarse.stepSeconds).toBeCloseTo(600 / 85, 10);
    expect(coarse.capacity).toBe(14 * 85 + 1);
  });

  it('refuses the future, the far past and what is no number, and says so', () => {
    const history = historyAt({ now: NOW });
    history.append(points(ID, [NOW, 1]));
    const counts = history.append(points(ID, [NOW + 3600, 1], [NOW - 7200, 1], [NOW, NaN], [NOW, 1e39], [NOW - 1, 2]));
    expect(counts).toEqual({ written: 1, tooOld: 1, refused: 3 });
  });

  it('says which series it leaves out, and takes them once others were forgotten', () => {
    const clock = { now: NOW };
    const history = historyAt(clock, { ...CONFIG, maxSeries: 1 });
    const other: SeriesId = { ...ID, instance: 'shop-2' };
    history.append(points(ID, [NOW, 1]));
    expect(history.append(points(other, [NOW, 1]))).toEqual({ written: 0, tooOld: 0, refused: 1 });
    expect(history.problem()?.fields[0]?.path).toBe('history.maxSeries');
    clock.now += 3601;
    history.append(points(other, [clock.now, 1]));
    expect(history.problem()).toBeNull();
    expect(history.seriesCount).toBe(1);
    expect(history.instances('shop')).toEqual([{ instance: 'shop-2', labels: {}, newestSeconds: clock.now }]);
  });

  it('knows services, instances with labels, signals and how far back they reach', () => {
    const history = historyAt({ now: NOW });
    history.append(points(ID, [NOW - 600, 1], [NOW, 1]));
    history.append({ ...points({ ...ID, instance: 'a' }, [NOW - 10, 1]), labels: { version: '1' } });
    expect(history.services()).toEqual(['shop']);
    expect(history.instances('shop')).toEqual([{ instance: 'a', labels: { version: '1' }, newestSeconds: NOW - 10 }]);
    expect(history.signals('shop', null)).toEqual(['requests_per_second']);
    expect(history.signals('shop', 'b')).toEqual([]);
    expect(history.newestSeconds('shop')).toBe(NOW);
    expect(history.oldestSeconds('shop')).toBe(Math.ceil((NOW - 600) / 60) * 60);
    expect(history.newestSeconds('none')).toBeNull();
    const span = { startSeconds: NOW - 60, endSeconds: NOW };
    expect([...history.coarse({ ...ID, service: 'none' }, span).values]).toEqual([NaN]);
  });
});
