import { describe, expect, it } from 'vitest';
import type { FingerprintTable } from '../../exporter/src/core/fingerprint.ts';
import { seededRandom } from '../../exporter/src/core/random.ts';
import { CLUSTER_MODEL_REGISTRY } from '../../exporter/src/models/cluster/registry.ts';

const PARAMS = { maxClusters: 6, minimumSilhouette: 0.5 };
const COMPONENTS = ['latency_seconds_level', 'cpu_ratio_per_request', 'memory_bytes_trend'] as const;

/** Instances of two kinds: the last `odd` have a latency of their own. */
function table(count: number, odd: number): FingerprintTable {
  const random = seededRandom(13);
  const rows = Array.from({ length: count }, (_, row) =>
    COMPONENTS.map((_component, c) => (c === 0 && row >= count - odd ? 0.9 : 0) + 0.02 * random.normal()),
  );
  return {
    instances: rows.map((_, row) => `i${row}`),
    components: COMPONENTS,
    differences: Float64Array.from(rows.flat()),
    noise: new Float64Array(COMPONENTS.length).fill(0.04),
  };
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe.each(Object.entries(CLUSTER_MODEL_REGISTRY))('cluster model %s', (name, model) => {
  const past = table(9, 3);

  it('goes by the name it is registered under', () => {
    expect(model.name).toBe(name);
  });

  it('gives the same for the same input and seed, and leaves the input as it was', () => {
    const before = past.differences.slice();
    const [one, two] = [model.fit(past, PARAMS, 5)!, model.fit(past, PARAMS, 5)!];
    expect(one.serialize()).toEqual(two.serialize());
    expect(one.assign(past)).toEqual(two.assign(past));
    expect(past.differences).toEqual(before);
  });

  it('finds kinds that are there, whatever the seed', () => {
    for (let seed = 0; seed < 10; seed++) {
      const { clusters } = model.fit(past, PARAMS, seed)!;
      expect(clusters.map(({ members }) => members.length)).toEqual([6, 3]);
    }
  });

  it('comes back from JSON as it was', () => {
    const fitted = model.fit(past, PARAMS, 5)!;
    const restored = model.restore(throughJson(fitted.serialize()));
    expect(restored.clusters).toEqual(fitted.clusters);
    expect(restored.assign(past)).toEqual(fitted.assign(past));
    expect(restored.deviations(past)).toEqual(fitted.deviations(past));
    expect([restored.silhouetteRatio, restored.reason]).toEqual([fitted.silhouetteRatio, fitted.reason]);
    expect(restored.serialize()).toEqual(throughJson(fitted.serialize()));
  });

  it('refuses what another model or version wrote, and parameters that are none', () => {
    const serialized = model.fit(past, PARAMS, 5)!.serialize();
    expect(() => model.restore({ ...serialized, model: 'subspace' })).toThrow(/cannot restore subspace/);
    expect(() => model.restore({ ...serialized, version: 0 })).toThrow(/version 0/);
    expect(() => model.fit(past, { ...PARAMS, maxClusters: 0 }, 5)).toThrow(/maxClusters must be at least 1/);
    expect(() => model.fit(past, { ...PARAMS, minimumSilhouette: NaN }, 5)).toThrow(RangeError);
  });

  it('puts every instance in one cluster, the one it assigns it to', () => {
    const fitted = model.fit(past, PARAMS, 5)!;
    expect(fitted.clusters.flatMap(({ members }) => members).sort()).toEqual([...past.instances].sort());
    fitted.assign(past).forEach((k, row) => {
      expect(fitted.clusters[k]!.members).toContain(past.instances[row]);
    });
  });

  it('has clusters or a reason why there is but one, at most as many as asked', () => {
    for (const given of [past, table(9, 0), table(2, 1), table(1, 0)]) {
      const { clusters, silhouetteRatio, reason } = model.fit(given, PARAMS, 5)!;
      expect(clusters.length).toBeLessThanOrEqual(Math.max(1, given.instances.length - 1));
      expect(silhouetteRatio === null).toBe(clusters.length === 1);
      expect(reason === null).toBe(clusters.length > 1);
    }
    expect(model.fit(table(0, 0), PARAMS, 5)).toBeNull();
    expect(model.fit(past, { ...PARAMS, maxClusters: 1 }, 5)!.clusters).toHaveLength(1);
  });

  it.each([
    ['equal instances', { ...past, differences: new Float64Array(past.differences.length) }],
    ['no components', { ...past, components: [], differences: new Float64Array(), noise: new Float64Array() }],
    ['unknown noise', { ...past, noise: new Float64Array(COMPONENTS.length).fill(Infinity) }],
    ['no noise', { ...past, noise: new Float64Array(COMPONENTS.length) }],
    ['wild differences', { ...past, differences: past.differences.map((v, i) => (i % 7 === 0 ? v * 1e12 : v)) }],
  ])('stays finite on %s', (_, odd: FingerprintTable) => {
    const fitted = model.fit(odd, PARAMS, 5)!;
    expect(fitted.deviations(odd).every(Number.isFinite)).toBe(true);
    for (const { members, centroid } of fitted.clusters) {
      expect(members.length).toBeGreaterThan(0);
      for (const value of Object.values(centroid)) expect(Number.isFinite(value)).toBe(true);
    }
    expect([...fitted.assign(past)].every((k) => fitted.clusters[k] !== undefined)).toBe(true);
  });
});
