import { FINGERPRINT_PARTS, STANDS_OUT_DEVIATION, describeComponent } from '../../core/fingerprint.ts';
import type { ServiceSnapshot } from '../../core/snapshot.ts';
import type { ServiceFingerprints } from '../../contract/index.ts';
import { differenceView } from './clustersView.ts';

/** The fingerprints of a service as the API gives them; all instances, whatever /metrics shows. */
export function fingerprintsView({ name, clusters }: ServiceSnapshot): ServiceFingerprints {
  const present = new Set(clusters.fingerprints[0]?.components.map(({ component }) => component));
  return {
    service: name,
    reason: present.size > 0 ? null : (clusters.reason ?? 'The instances have nothing to be compared by.'),
    components: FINGERPRINT_PARTS.filter(({ component }) => present.has(component)).map((parts) => ({
      component: parts.component,
      description: describeComponent(parts),
    })),
    instances: clusters.fingerprints.map(({ instance, version, clusterId, components }) => ({
      instance,
      version,
      clusterId,
      standsOut: components
        .filter(({ deviation }) => Math.abs(deviation) >= STANDS_OUT_DEVIATION)
        .map(({ component }) => component),
      components: components.map(differenceView),
    })),
  };
}
