import { STANDS_OUT_DEVIATION } from '../../core/fingerprint.ts';
import type { ComponentSnapshot, InstanceFingerprint, ServiceSnapshot } from '../../core/snapshot.ts';
import type { ServiceClusters } from '../../contract/index.ts';

/** A difference as the API gives it: how many times, instead of the logarithm. */
export function differenceView({ component, difference, deviation }: ComponentSnapshot): {
  component: ComponentSnapshot['component'];
  ratio: number;
  deviation: number;
} {
  return { component, ratio: Math.exp(difference), deviation };
}

/** The clusters of a service as the API gives them. */
export function clustersView({ name, clusters }: ServiceSnapshot): ServiceClusters {
  const byInstance = new Map(clusters.fingerprints.map((fingerprint) => [fingerprint.instance, fingerprint]));
  return {
    service: name,
    silhouette: clusters.silhouetteRatio,
    reason: clusters.reason,
    clusters: clusters.clusters.map(({ id, instances }) => {
      const members = instances.flatMap((instance) => byInstance.get(instance) ?? []);
      return {
        id,
        instances: members.map(({ instance, version }) => ({ instance, version })),
        traits: traitsOf(members).map(differenceView),
      };
    }),
    versions: clusters.versions.map(({ instances, differences, ...comparison }) => ({
      ...comparison,
      instances: [...instances],
      differences: differences.map(differenceView),
    })),
  };
}

/** Components in which the middle instance of a cluster stands out. */
function traitsOf(members: readonly InstanceFingerprint[]): ComponentSnapshot[] {
  const byComponent = new Map<string, ComponentSnapshot[]>();
  for (const one of members.flatMap(({ components }) => components)) {
    byComponent.set(one.component, [...(byComponent.get(one.component) ?? []), one]);
  }
  return [...byComponent.values()]
    .flatMap((values) => {
      const sorted = [...values].sort((a, b) => a.deviation - b.deviation);
      const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
      if (low === undefined || high === undefined) return [];
      return [
        {
          component: low.component,
          difference: (low.difference + high.difference) / 2,
          deviation: (low.deviation + high.deviation) / 2,
        },
      ];
    })
    .filter(({ deviation }) => Math.abs(deviation) >= STANDS_OUT_DEVIATION)
    .sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation));
}
