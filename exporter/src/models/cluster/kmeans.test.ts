import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FingerprintTable } from '../../core/fingerprint.ts';
import { seededRandom } from '../../core/random.ts';
import { kmeans } from './kmeans.ts';

const PARAMS = { maxClusters: 6, minimumSilhouette: 0.5 };
const COMPONENTS = [
  'latency_seconds_level',
  'cpu_ratio_per_request',
  'memory_bytes_level',
  'query_seconds_level',
] as const;

/** Instances whose kinds are given: latency, CPU, memory and query times of each kind, with noise of 0.02. */
function tableOf(kinds: readonly (readonly number[])[], seed = 1): FingerprintTable {
  const random = seededRandom(seed);
  return {
    instances: kinds.map((_, i) => `i${String(i).padStart(4, '0')}`),
    components: COMPONENTS,
    differences: Float64Array.from(
      kinds.flatMap((kind) => COMPONENTS.map((_, c) => (kind[c] ?? 0) + 0.02 * random.normal())),
    ),
    noise: new Float64Array(COMPONENTS.length).fill(0.05),
  };
}

const times = (count: number, kind: readonly number[]): (readonly number[])[] =>
  Array.from({ length: count }, () => kind);

describe('kmeans', () => {
  it.each([[[9, 1]], [[3, 1]], [[5, 5]], [[8, 2, 1]], [[6, 3, 3, 2]]])('finds groups of %j instances', (sizes) => {
    const kinds = [[], [1], [0, 0.5], [0, 0, -0.6]];
    for (let seed = 1; seed <= 5; seed++) {
      const table = tableOf(
        sizes.flatMap((size, k) => times(size, kinds[k]!)),
        seed,
      );
      const fitted = kmeans.fit(table, PARAMS, seed)!;
      expect(fitted.clusters.map(({ members }) => members.length)).toEqual(sizes);
      expect(fitted.silhouetteRatio!).toBeGreaterThan(0.6);
      expect(fitted.reason).toBeNull();
    }
  });

  it('says one cluster where nothing differs beyond noise, and why', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const fitted = kmeans.fit(tableOf(times(3 + (seed % 9), []), seed), PARAMS, seed)!;
      expect(fitted.clusters).toHaveLength(1);
      expect(fitted.silhouetteRatio).toBeNull();
      expect(fitted.reason).toMatch(/do not differ by more than they wobble/);
    }
  });

  it('says one cluster where instances differ, but not in groups', () => {
    // Each instance is unlike all others in a way of its own.
    const kinds = Array.from({ length: 4 }, (_, i) => COMPONENTS.map((_component, c) => (c === i ? 1 : 0)));
    const fitted = kmeans.fit(tableOf(kinds), PARAMS, 1)!;
    expect(fitted.clusters).toHaveLength(1);
    expect(fitted.reason).toMatch(/not in groups: the best silhouette is 0\.\d\d, below 0.5/);
  });

  it('says why few instances are one cluster', () => {
    expect(kmeans.fit(tableOf(times(2, [])), PARAMS, 1)!.reason).toMatch(/Fewer than three/);
    expect(kmeans.fit(tableOf(times(5, [])), { ...PARAMS, maxClusters: 1 }, 1)!.reason).toMatch(/No more than one/);
    expect(kmeans.fit(tableOf([]), PARAMS, 1)).toBeNull();
  });

  it('holds two instances against one another, not against their middle', () => {
    const fitted = kmeans.fit(tableOf([[0.15], [-0.15]]), PARAMS, 1)!;
    const deviations = fitted.deviations(tableOf([[0.15], [-0.15]]));
    expect(Math.abs(deviations[0]!)).toBeGreaterThan(3);
    expect(deviations[COMPONENTS.length]!).toBeCloseTo(-deviations[0]!, -1);
  });

  it('does not let one wild instance hide the groups of the others', () => {
    const fitted = kmeans.fit(tableOf([...times(6, []), ...times(4, [0, 0.5]), [8]]), PARAMS, 1)!;
    expect(fitted.clusters.map(({ members }) => members.length)).toEqual([6, 4, 1]);
  });

  it('takes no notice of the order of instances', () => {
    const table = tableOf([...times(5, []), ...times(3, [1])]);
    const fitted = kmeans.fit(table, PARAMS, 1)!;
    fc.assert(
      fc.property(fc.shuffledSubarray([...table.instances.keys()], { minLength: 8 }), (order) => {
        const width = COMPONENTS.length;
        const shuffled = {
          ...table,
          instances: order.map((row) => table.instances[row]!),
          differences: Float64Array.from(
            order.flatMap((row) => [...table.differences.subarray(row * width, (row + 1) * width)]),
          ),
        };
        const members = kmeans.fit(shuffled, PARAMS, 1)!.clusters.map((cluster) => cluster.members);
        expect(members).toEqual(fitted.clusters.map((cluster) => cluster.members));
      }),
      { numRuns: 20 },
    );
  });

  it('finds the clusters of more instances than silhouettes can be taken of', () => {
    const table = tableOf([...times(1500, []), ...times(300, [1])]);
    const fitted = kmeans.fit(table, PARAMS, 1)!;
    expect(fitted.clusters.map(({ members }) => members.length)).toEqual([1500, 300]);
    expect(fitted.assign(table).filter((k) => k === 1)).toHaveLength(300);
  });

  it('assigns instances it has not seen, with columns in another order or missing', () => {
    const fitted = kmeans.fit(tableOf([...times(5, []), ...times(3, [1])]), PARAMS, 1)!;
    const later: FingerprintTable = {
      instances: ['new', 'other', 'third'],
      components: ['cpu_ratio_per_request', 'latency_seconds_level', 'disk_bytes_per_second_level'],
      differences: Float64Array.of(0, 0.9, 5, 0.02, 0.03, -5, 0, 0, 0),
      noise: Float64Array.of(9, 9, 9),
    };
    expect([...fitted.assign(later)]).toEqual([1, 0, 0]);
    // What the fit did not know is not judged.
    expect([...fitted.deviations(later).subarray(2, 3)]).toEqual([0]);
  });
});
