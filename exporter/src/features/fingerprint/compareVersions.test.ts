import { describe, expect, it } from 'vitest';
import type { FingerprintTable } from '../../core/fingerprint.ts';
import { compareVersions } from './compareVersions.ts';

/** CPU and latency of five instances: a and b stable, c stable on a slow network, d and e canaries. */
const table: FingerprintTable = {
  instances: ['a', 'b', 'c', 'd', 'e'],
  components: ['cpu_ratio_per_request', 'latency_seconds_level'],
  differences: Float64Array.of(0, 0, 0.02, 0, 0, 0.8, 0.26, 0, 0.27, 0.85),
  noise: Float64Array.of(0.03, 0.03),
};
const scales = new Map([
  ['cpu_ratio_per_request', 0.05],
  ['latency_seconds_level', 0.04],
]);
const versions = ['1.4.0', '1.4.0', '1.4.0', '1.5.0-rc.1', '1.5.0-rc.1'];

describe('compareVersions', () => {
  it('holds the canary against stable instances of its own cluster, so that a slow network is not its fault', () => {
    const found = compareVersions({ table, scales, versions, clusterIds: ['c1', 'c1', 'c2', 'c1', 'c2'] });
    expect(found.map(({ clusterId, instances }) => [clusterId, instances])).toEqual([
      ['c1', ['d']],
      ['c2', ['e']],
    ]);
    for (const { version, against, sameCluster, differences } of found) {
      expect([version, against, sameCluster]).toEqual(['1.5.0-rc.1', '1.4.0', true]);
      expect(differences.map(({ component }) => component)).toEqual(['cpu_ratio_per_request']);
    }
    expect(found[0]!.differences[0]!.difference).toBeCloseTo(0.25, 9);
    expect(found[0]!.differences[0]!.deviation).toBeCloseTo(5, 9);
  });

  it('holds a canary in a cluster of its own against all stable instances, and says so', () => {
    const found = compareVersions({ table, scales, versions, clusterIds: ['c1', 'c1', 'c1', 'c3', 'c3'] });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ clusterId: 'c3', sameCluster: false, instances: ['d', 'e'] });
    expect(found[0]!.differences.map(({ component }) => component)).toEqual([
      'latency_seconds_level',
      'cpu_ratio_per_request',
    ]);
  });

  it('lists versions that are alike without a difference', () => {
    const alike = ['1.4.0', '1.4.1', '1.4.0', '1.4.0', '1.4.0'];
    const [found] = compareVersions({ table, scales, versions: alike, clusterIds: ['c1', 'c1', 'c2', 'c3', 'c4'] });
    expect(found).toMatchObject({ version: '1.4.1', against: '1.4.0', differences: [] });
  });

  it('takes the older of equally common versions for stable, numbers by their value', () => {
    const halves = ['1.10.0', '1.9.0', '1.9.0', '1.10.0', null];
    const found = compareVersions({ table, scales, versions: halves, clusterIds: ['c1', 'c1', 'c1', 'c1', 'c1'] });
    expect(found.map(({ version, against }) => [version, against])).toEqual([['1.10.0', '1.9.0']]);
  });

  it('has nothing to say of one version, or of none', () => {
    const clusterIds = ['c1', 'c1', 'c1', 'c1', 'c2'];
    expect(compareVersions({ table, scales, versions: versions.map(() => '1'), clusterIds })).toEqual([]);
    expect(compareVersions({ table, scales, versions: versions.map(() => null), clusterIds })).toEqual([]);
  });

  it('does not judge a component that has no scale', () => {
    const unknown = new Map([['latency_seconds_level', 0.04]]);
    const clusterIds = ['c1', 'c1', 'c2', 'c1', 'c2'];
    for (const { differences } of compareVersions({ table, scales: unknown, versions, clusterIds })) {
      expect(differences).toEqual([]);
    }
  });
});
