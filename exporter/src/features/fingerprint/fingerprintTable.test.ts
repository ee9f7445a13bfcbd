import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINGERPRINT_COMPONENTS } from '../../core/fingerprint.ts';
import type { FingerprintComponent, FingerprintTable } from '../../core/fingerprint.ts';
import type { RegularSeries } from '../../core/series.ts';
import { SIGNALS } from '../../core/signal.ts';
import type { Signal } from '../../core/signal.ts';
import { fingerprintTable } from './fingerprintTable.ts';
import { instanceBlocks } from './instanceBlocks.ts';
import { usualDemand } from './usualDemand.ts';
import { servicePast, STEPS_PER_DAY } from './testdata/peers.ts';

type Past = ReadonlyMap<string, ReadonlyMap<Signal, RegularSeries>>;

function tableOf(past: Past): FingerprintTable {
  const usual = usualDemand([...past.values()].map((signals) => signals.get('requests_per_second')));
  return fingerprintTable(
    new Map([...past].map(([name, signals]) => [name, instanceBlocks(signals, STEPS_PER_DAY, usual)])),
  );
}

function difference(table: FingerprintTable, instance: string, component: FingerprintComponent): number {
  const column = table.components.indexOf(component);
  expect(column, component).toBeGreaterThanOrEqual(0);
  return table.differences[table.instances.indexOf(instance) * table.components.length + column]!;
}

/** Components of an instance that differ by more than three times what they wobble, and by a tenth at least. */
function unusual(table: FingerprintTable, instance: string): FingerprintComponent[] {
  return table.components.filter((component, c) => {
    return Math.abs(difference(table, instance, component)) > Math.max(3 * table.noise[c]!, 0.1);
  });
}

describe('fingerprintTable', () => {
  it.each([
    ['noise of their own', 0, 1],
    ['bursts that hit them all', 0.2, 1],
    ['few requests', 0, 0.01],
  ])('finds nothing unusual in like instances with unlike shares of the demand and %s', (_, commonSpread, load) => {
    for (let seed = 1; seed <= 5; seed++) {
      const alike = [{}, {}, { demandShare: 3 }, { demandShare: 0.3 }];
      const table = tableOf(servicePast(alike, { seed, commonSpread, load }));
      for (const instance of table.instances) expect(unusual(table, instance)).toEqual([]);
    }
  });

  it.each([
    ['cost', { costFactor: 1.3 }, 'cpu_ratio_per_request', Math.log(1.3)],
    ['latency', { latencyFactor: 2 }, 'latency_seconds_level', Math.log(2)],
    ['a leak', { memoryGrowthPerDay: 0.15 }, 'memory_bytes_trend', 0.15],
    ['unsteady latency', { latencyNoiseFactor: 4 }, 'latency_seconds_variability', Math.log(3)],
  ] as const)('finds %s in the instance that has it, and as much as it is', (_, unlike, component, expected) => {
    const table = tableOf(servicePast([{}, {}, unlike, {}]));
    expect(difference(table, 'c', component)).toBeGreaterThan(0.85 * expected);
    expect(difference(table, 'c', component)).toBeLessThan(1.15 * expected);
    expect(unusual(table, 'c')).toContain(component);
    for (const other of ['a', 'b', 'd']) expect(unusual(table, other)).toEqual([]);
  });

  it('says the same at night and at peak', () => {
    const instances = [{}, {}, { costFactor: 1.3, latencyFactor: 1.5 }];
    const [quiet, busy] = [
      tableOf(servicePast(instances, { load: 0.2 })),
      tableOf(servicePast(instances, { seed: 4, load: 5 })),
    ];
    for (const component of ['cpu_ratio_per_request', 'latency_seconds_level'] as const) {
      expect(difference(quiet, 'c', component)).toBeCloseTo(difference(busy, 'c', component), 1);
    }
  });

  it('knows an instance that came up yesterday by what it did since, at the same hours as its peers', () => {
    const table = tableOf(servicePast([{}, {}, { sinceDay: 2.3, latencyFactor: 2 }]));
    expect(difference(table, 'c', 'latency_seconds_level')).toBeCloseTo(Math.log(2), 1);
    expect(difference(table, 'c', 'memory_bytes_trend')).toBe(0);
  });

  it('is not moved by one odd quarter of a day', () => {
    const past = servicePast([{}, {}, {}]);
    const latency = past.get('b')!.get('latency_seconds')!;
    latency.values.fill(30, 100, 120);
    expect(unusual(tableOf(past), 'b')).toEqual([]);
  });

  it('compares levels where demand is not known, and costs where it is', () => {
    const past = servicePast([{}, {}, { costFactor: 1.5 }]);
    expect(tableOf(past).components).not.toContain('cpu_ratio_level');
    for (const signals of past.values()) signals.delete('requests_per_second');
    const table = tableOf(past);
    expect(table.components).not.toContain('cpu_ratio_per_request');
    expect(difference(table, 'c', 'cpu_ratio_level')).toBeCloseTo(Math.log(1.5), 1);
  });

  it('has no columns for one instance, and no rows for none', () => {
    expect(tableOf(servicePast([{}]))).toMatchObject({ instances: ['a'], components: [] });
    expect(tableOf(new Map())).toMatchObject({ instances: [], components: [] });
  });

  it('cannot say how much things wobble before a day has passed', () => {
    const table = tableOf(servicePast([{ sinceDay: 2.3 }, { sinceDay: 2.3 }, { sinceDay: 2.3 }]));
    expect(table.noise[table.components.indexOf('latency_seconds_level')]).toBe(Infinity);
  });

  it('is finite and has known names whatever is missing or wild', () => {
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.double({ min: 0, max: 100, noNaN: true }) },
      fc.constantFrom(NaN, 0, Infinity, 1e300),
    );
    const series = fc.array(value, { minLength: 24, maxLength: 24 });
    const instance = fc.dictionary(fc.constantFrom(...SIGNALS), series);
    fc.assert(
      fc.property(fc.array(instance, { maxLength: 4 }), fc.constantFrom(null, 1, 1e9), (instances, usual) => {
        const peers = instances.map((signals, n) => {
          const past = Object.entries(signals).map(
            ([signal, values]) =>
              [signal as Signal, { startSeconds: 0, stepSeconds: 60, values: Float64Array.from(values) }] as const,
          );
          return [`i${n}`, instanceBlocks(new Map(past), 16, usual)] as const;
        });
        const table = fingerprintTable(new Map(peers));
        expect(table.differences).toHaveLength(table.instances.length * table.components.length);
        expect(table.differences.every(Number.isFinite)).toBe(true);
        expect(table.noise.some(Number.isNaN)).toBe(false);
        for (const component of table.components) expect(FINGERPRINT_COMPONENTS).toContain(component);
      }),
    );
  });
});
