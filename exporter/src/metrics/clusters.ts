import { STANDS_OUT_DEVIATION } from '../core/fingerprint.ts';
import type { ServiceSnapshot } from '../core/snapshot.ts';
import type { MetricsConfig } from '../config/sections/metrics.ts';
import type { Exposition } from './exposition.ts';
import { serviceLabels } from './serviceLabels.ts';

const CLUSTER_MEMBERSHIP_INFO = 'loadstar_cluster_membership_info';
const CLUSTER_INSTANCES = 'loadstar_cluster_instances';
const CLUSTER_SILHOUETTE_RATIO = 'loadstar_cluster_silhouette_ratio';
const FINGERPRINT_COMPONENT = 'loadstar_fingerprint_component';

/** Components that say why an instance stands out; further ones say the same again. */
const MOST_COMPONENTS = 5;

/** What `/metrics` shows of instances: how many at most, and which components of their fingerprints. */
export type ClustersShown = Pick<MetricsConfig, 'maxInstances' | 'fingerprints'>;

/** Clusters of one service's instances, and the fingerprints of the most unusual of them. */
export function exposeClusters(exposition: Exposition, service: ServiceSnapshot, shown: ClustersShown): void {
  const labels = serviceLabels(service.name, service.labels);
  const { clusters, fingerprints, silhouetteRatio } = service.clusters;
  for (const { id, instances } of clusters) {
    const help = 'Instances of the service in each cluster of like fingerprints.';
    exposition.gauge(CLUSTER_INSTANCES, help, { ...labels, cluster_id: id }, instances.length);
  }
  const silhouetteHelp =
    'How well the clusters of the service are parted: mean silhouette, -1 to 1; absent with one cluster.';
  exposition.gauge(CLUSTER_SILHOUETTE_RATIO, silhouetteHelp, labels, silhouetteRatio);
  for (const { instance, version, clusterId, components } of fingerprints.slice(0, shown.maxInstances)) {
    const own = { ...labels, service_instance_id: instance };
    const infoHelp = 'Cluster and version of an instance; always 1; the most unusual instances only.';
    exposition.gauge(CLUSTER_MEMBERSHIP_INFO, infoHelp, { ...own, cluster_id: clusterId, version: version ?? '' }, 1);
    const chosen =
      shown.fingerprints === 'all'
        ? components
        : components.filter(({ deviation }) => Math.abs(deviation) >= STANDS_OUT_DEVIATION).slice(0, MOST_COMPONENTS);
    if (shown.fingerprints === 'none') continue;
    for (const { component, deviation } of chosen) {
      const help =
        "Component of an instance's fingerprint, as deviation from the usual instance: from 3 or -3 on it stands out.";
      exposition.gauge(FINGERPRINT_COMPONENT, help, { ...own, component }, deviation);
    }
  }
}
