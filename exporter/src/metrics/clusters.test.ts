import { describe, expect, it } from 'vitest';
import { FINGERPRINT_COMPONENTS } from '../core/fingerprint.ts';
import type { ServiceSnapshot } from '../core/snapshot.ts';
import { exposeClusters } from './clusters.ts';
import type { ClustersShown } from './clusters.ts';
import { Exposition } from './exposition.ts';
import { fullMetricsInput } from './testdata/fullMetricsInput.ts';

const [checkout, search] = fullMetricsInput().snapshot!.services as [ServiceSnapshot, ServiceSnapshot];

/** Samples of a family, without the service's own labels. */
async function family(name: string, service: ServiceSnapshot, shown: Partial<ClustersShown> = {}): Promise<string[]> {
  const exposition = new Exposition();
  exposeClusters(exposition, { ...service, labels: {} }, { maxInstances: 50, fingerprints: 'outliers', ...shown });
  const lines = (await exposition.render()).split('\n').filter((line) => line.startsWith(`${name}{`));
  return lines.map((line) => line.slice(name.length).replace('service_name="checkout",', ''));
}

describe('exposeClusters', () => {
  it('shows each instance with its cluster and its version, if it says one', async () => {
    expect(await family('loadstar_cluster_membership_info', checkout)).toEqual([
      '{service_instance_id="b",cluster_id="c2",version="1.5.0-rc.1"} 1',
      '{service_instance_id="a",cluster_id="c1"} 1',
    ]);
    expect(await family('loadstar_cluster_membership_info', checkout, { maxInstances: 1 })).toHaveLength(1);
  });

  it('counts all instances of a cluster, those beyond the cap too', async () => {
    expect(await family('loadstar_cluster_instances', checkout, { maxInstances: 0 })).toEqual([
      '{cluster_id="c1"} 1',
      '{cluster_id="c2"} 1',
    ]);
  });

  it('shows the components that stand out, all of them, or none', async () => {
    const name = 'loadstar_fingerprint_component';
    const outlier = '{service_instance_id="b",component="cpu_ratio_per_request"} 4.5';
    expect(await family(name, checkout)).toEqual([outlier]);
    expect(await family(name, checkout, { fingerprints: 'all' })).toEqual([
      outlier,
      '{service_instance_id="b",component="latency_seconds_level"} -1.5',
    ]);
    expect(await family(name, checkout, { fingerprints: 'none' })).toEqual([]);
  });

  it('shows no more components of an outlier than say why', async () => {
    const components = FINGERPRINT_COMPONENTS.slice(0, 9).map((component) => ({
      component,
      difference: 1,
      deviation: -9,
    }));
    const [instance] = checkout.clusters.fingerprints;
    const unlike = { ...checkout, clusters: { ...checkout.clusters, fingerprints: [{ ...instance!, components }] } };
    expect(await family('loadstar_fingerprint_component', unlike)).toHaveLength(5);
    expect(await family('loadstar_fingerprint_component', unlike, { fingerprints: 'all' })).toHaveLength(9);
  });

  it('has nothing to show of a blind service, nor a silhouette of one cluster', async () => {
    for (const name of ['membership_info', 'instances', 'silhouette_ratio']) {
      expect(await family(`loadstar_cluster_${name}`, search)).toEqual([]);
    }
    const one = { ...checkout, clusters: { ...checkout.clusters, silhouetteRatio: null } };
    expect(await family('loadstar_cluster_silhouette_ratio', one)).toEqual([]);
    expect(await family('loadstar_cluster_silhouette_ratio', checkout)).toEqual(['{service_name="checkout"} 0.75']);
  });
});
