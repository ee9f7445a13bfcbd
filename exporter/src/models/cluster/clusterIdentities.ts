import { STANDS_OUT_DEVIATION } from '../../core/fingerprint.ts';
import type { FittedCluster } from '../../core/cluster.ts';
import { contrast } from './contrast.ts';

/** Clusters that are gone are remembered up to this number, the newest. */
const MOST_GONE = 32;

/** A cluster and the id that outlives a fit: `c1`, `c2`, … */
export interface NamedCluster extends FittedCluster {
  readonly id: string;
}

/** Clusters of a fit under their ids. Plain data. */
export interface IdentifiedClusters {
  /** In the order of the fit. */
  readonly clusters: readonly NamedCluster[];
  /** Clusters of earlier fits that the last one did not find, the newest first. */
  readonly gone: readonly NamedCluster[];
  /** Number of the next new cluster; it only rises, so that no id ever means something else. */
  readonly nextNumber: number;
}

interface Pair {
  readonly earlier: NamedCluster;
  readonly now: number;
  readonly shared: number;
  readonly distance: number;
}

/**
 * Gives the clusters of a fit the ids of the last fit's. First those that share members, most members first, and the
 * nearest middle deciding between equals. Then those whose middles differ by less than what stands out: every instance
 * may have been replaced, or a cluster that was gone for a while may be back. What is left is new and gets a new id.
 * Greedy, which for the same partition under other indices is exact.
 *
 * @param last what this function gave for the last fit; null for the first
 */
export function clusterIdentities(
  last: IdentifiedClusters | null,
  clusters: readonly FittedCluster[],
): IdentifiedClusters {
  const before = last?.clusters ?? [];
  const gone = last?.gone ?? [];
  const pairs = [...before, ...gone].flatMap((earlier) =>
    clusters.map((cluster, now): Pair => ({ earlier, now, ...likeness(earlier, cluster) })),
  );
  const ids = new Map<number, string>();
  const given = new Set<string>();
  const give = (candidates: readonly Pair[]): void => {
    for (const { earlier, now } of candidates) {
      if (ids.has(now) || given.has(earlier.id)) continue;
      ids.set(now, earlier.id);
      given.add(earlier.id);
    }
  };
  give(pairs.filter(({ earlier, shared }) => shared > 0 && before.includes(earlier)).sort(byMembers));
  give(
    pairs.filter(({ distance }) => distance < contrast(STANDS_OUT_DEVIATION)).sort((a, b) => a.distance - b.distance),
  );
  let nextNumber = last?.nextNumber ?? 1;
  return {
    clusters: clusters.map((cluster, now) => ({ ...cluster, id: ids.get(now) ?? `c${nextNumber++}` })),
    gone: [...before, ...gone].filter(({ id }) => !given.has(id)).slice(0, MOST_GONE),
    nextNumber,
  };
}

function likeness(one: FittedCluster, other: FittedCluster): Pick<Pair, 'shared' | 'distance'> {
  const members = new Set(one.members);
  const components = new Set([...Object.keys(one.centroid), ...Object.keys(other.centroid)]);
  let distance = 0;
  for (const component of components) {
    distance = Math.max(distance, Math.abs((one.centroid[component] ?? 0) - (other.centroid[component] ?? 0)));
  }
  return { shared: other.members.filter((member) => members.has(member)).length, distance };
}

function byMembers(a: Pair, b: Pair): number {
  return b.shared - a.shared || a.distance - b.distance;
}
