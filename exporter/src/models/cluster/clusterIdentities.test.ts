import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FittedCluster } from '../../core/cluster.ts';
import { clusterIdentities } from './clusterIdentities.ts';
import type { IdentifiedClusters } from './clusterIdentities.ts';

const cluster = (members: readonly string[], cpu = 0): FittedCluster => ({
  members,
  centroid: { cpu_ratio_per_request: cpu },
});
const idsOf = (identified: IdentifiedClusters): string[] => identified.clusters.map(({ id }) => id);

describe('clusterIdentities', () => {
  it('numbers the clusters of the first fit', () => {
    expect(idsOf(clusterIdentities(null, [cluster(['a', 'b']), cluster(['c'], 2)]))).toEqual(['c1', 'c2']);
  });

  it('follows most of the members', () => {
    const first = clusterIdentities(null, [cluster(['a', 'b', 'c', 'd']), cluster(['e', 'f'], 2)]);
    const second = clusterIdentities(first, [cluster(['c', 'e', 'f'], 2), cluster(['a', 'b', 'd'])]);
    expect(idsOf(second)).toEqual(['c2', 'c1']);
  });

  it('gives what splits off a new id, and the nearer half the old one', () => {
    const first = clusterIdentities(null, [cluster(['a', 'b', 'c', 'd'])]);
    const second = clusterIdentities(first, [cluster(['c', 'd'], 3), cluster(['a', 'b'], 0.1)]);
    expect(idsOf(second)).toEqual(['c2', 'c1']);
  });

  it('knows clusters whose instances were all replaced by their middles', () => {
    const first = clusterIdentities(null, [cluster(['a', 'b']), cluster(['c'], 2)]);
    expect(idsOf(clusterIdentities(first, [cluster(['z'], 2.2), cluster(['x', 'y'], 0.1)]))).toEqual(['c2', 'c1']);
    expect(idsOf(clusterIdentities(first, [cluster(['x', 'y']), cluster(['z'], 7)]))).toEqual(['c1', 'c3']);
  });

  it('gives a cluster that comes back its id, but not one that is something else', () => {
    const first = clusterIdentities(null, [cluster(['a', 'b']), cluster(['c'], 2)]);
    const without = clusterIdentities(first, [cluster(['a', 'b', 'c'], 0.5)]);
    expect(idsOf(without)).toEqual(['c1']);
    expect(idsOf(clusterIdentities(without, [cluster(['a', 'b']), cluster(['c'], 1.8)]))).toEqual(['c1', 'c2']);
    expect(idsOf(clusterIdentities(without, [cluster(['a', 'b']), cluster(['c'], -4)]))).toEqual(['c1', 'c3']);
  });

  const partition = fc
    .array(fc.tuple(fc.nat(5), fc.double({ min: -5, max: 5, noNaN: true })), { minLength: 1, maxLength: 12 })
    .map((labels) => {
      const members = new Map<number, string[]>();
      labels.forEach(([label], i) => members.set(label, [...(members.get(label) ?? []), `i${i}`]));
      return [...members].map(([label, names]) => cluster(names, labels[label]?.[1] ?? label));
    });

  it('keeps the ids of the same partition, in whatever order it comes', () => {
    fc.assert(
      fc.property(partition, fc.infiniteStream(fc.nat()), (clusters, keys) => {
        const first = clusterIdentities(null, clusters);
        const shuffled = clusters
          .map((one) => ({ one, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const second = clusterIdentities(first, shuffled);
        const idOf = (identified: IdentifiedClusters, one: FittedCluster): string | undefined =>
          identified.clusters.find(({ members }) => members === one.members)?.id;
        for (const one of clusters) expect(idOf(second, one)).toBe(idOf(first, one));
        expect(second.nextNumber).toBe(first.nextNumber);
      }),
    );
  });

  it('never gives two clusters one id, nor the id of something gone to what is unlike it', () => {
    fc.assert(
      fc.property(fc.array(partition, { minLength: 2, maxLength: 12 }), (fits) => {
        let last: IdentifiedClusters | null = null;
        for (const clusters of fits) {
          const next: IdentifiedClusters = clusterIdentities(last, clusters);
          expect(new Set(idsOf(next)).size).toBe(clusters.length);
          expect(next.nextNumber).toBeGreaterThanOrEqual(last?.nextNumber ?? 1);
          for (const { id, members, centroid } of next.clusters) {
            const number = Number(id.slice(1));
            if (number >= (last?.nextNumber ?? 1)) continue;
            const earlier = [...(last?.clusters ?? []), ...(last?.gone ?? [])].find((one) => one.id === id)!;
            const shared = members.some((member) => earlier.members.includes(member));
            const apart = Math.abs(
              (earlier.centroid['cpu_ratio_per_request'] ?? 0) - (centroid['cpu_ratio_per_request'] ?? 0),
            );
            expect((shared && last!.clusters.includes(earlier)) || apart < 1).toBe(true);
          }
          last = next;
        }
      }),
    );
  });
});
