import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import type { ClusterParams, FittedClusters } from '../../core/cluster.ts';
import type { FingerprintTable } from '../../core/fingerprint.ts';
import type { RegularSeries } from '../../core/series.ts';
import type { Signal } from '../../core/signal.ts';
import type { ClustersSnapshot, ComponentSnapshot, InstanceFingerprint, ModelSnapshot } from '../../core/snapshot.ts';
import { compareVersions } from '../../features/fingerprint/compareVersions.ts';
import { fingerprintTable } from '../../features/fingerprint/fingerprintTable.ts';
import { FINGERPRINT_DAYS, instanceBlocks } from '../../features/fingerprint/instanceBlocks.ts';
import type { InstanceBlocks } from '../../features/fingerprint/instanceBlocks.ts';
import { usualDemand } from '../../features/fingerprint/usualDemand.ts';
import { clusterIdentities } from '../../models/cluster/clusterIdentities.ts';
import type { IdentifiedClusters } from '../../models/cluster/clusterIdentities.ts';
import { kmeans } from '../../models/cluster/kmeans.ts';
import type { ModelPool } from '../../models/modelPool.ts';
import { ModelFits } from './modelFits.ts';
import type { KeepModel, KeptModel } from './modelKeeper.ts';
import type { WatchedPast } from './watchedPast.ts';

/** More kinds than six nobody keeps apart; below 0.5 the structure is weak (Kaufman & Rousseeuw 1990). */
const PARAMS: ClusterParams = { maxClusters: 6, minimumSilhouette: 0.5 };

/** Name under which the ids of clusters are kept. */
const IDENTITIES = 'cluster_identities';

/** What a fit found; all of its instances, fresh or not. */
interface Found {
  readonly table: FingerprintTable;
  readonly fitted: FittedClusters;
  /** Cluster id of each row of the table. */
  readonly clusterIds: readonly string[];
  /** Components of each row, the most deviating first. */
  readonly components: readonly (readonly ComponentSnapshot[])[];
}

/** Fingerprints and clusters of the instances of one service, made anew at each fit; ids of clusters outlive a fit. */
export class ServiceClusters {
  readonly #past: WatchedPast;
  readonly #clock: Clock;
  readonly #fits = new ModelFits('cluster', kmeans.name);
  readonly #keep: KeepModel;
  #identities: IdentifiedClusters | null = null;
  #found: Found | null = null;

  constructor(past: WatchedPast, clock: Clock, keep: KeepModel) {
    this.#past = past;
    this.#clock = clock;
    this.#keep = keep;
  }

  /** Takes the ids of an earlier life up again, so that the next fit's clusters keep them. */
  restore({ serialized }: KeptModel): void {
    if (serialized.model !== IDENTITIES || serialized.version !== 1) {
      throw new Error(`"${serialized.model}" version ${serialized.version} is not ${IDENTITIES} version 1`);
    }
    this.#identities = serialized.data as IdentifiedClusters;
  }

  /**
   * Takes fingerprints of the instances, one at a time, and parts them anew in the pool's threads. Gives what it found as
   * a clause; null without instances.
   */
  async fit(pool: ModelPool, instances: readonly string[], seed: number): Promise<string | null> {
    const startedAt = performance.now();
    try {
      const table = fingerprintTable(await this.#blocks(instances));
      const serialized = await pool.fitClusters(kmeans.name, table, PARAMS, seed);
      if (serialized === null) return null;
      const fitted = kmeans.restore(serialized);
      this.#identities = clusterIdentities(this.#identities, fitted.clusters);
      const { clusters: named } = this.#identities;
      const kept = { model: IDENTITIES, version: 1, data: this.#identities };
      this.#keep({ kind: 'cluster', part: 'identities', context: null, serialized: kept });
      const labels = fitted.assign(table);
      const clusterIds = table.instances.map((_, row) => named[labels[row] ?? 0]?.id ?? '');
      this.#found = { table, fitted, clusterIds, components: componentsOf(table, fitted) };
    } catch (error) {
      this.#fits.failed();
      throw error;
    }
    this.#fits.succeeded({
      durationSeconds: (performance.now() - startedAt) / 1000,
      timestampSeconds: this.#clock.nowSeconds(),
      relativeError: null,
      coverageRatio: null,
    });
    const { silhouetteRatio, clusters } = this.#found.fitted;
    const quality = silhouetteRatio === null ? '' : `, silhouette ${silhouetteRatio.toFixed(2)}`;
    return `${instances.length} instances in ${clusters.length} cluster${clusters.length > 1 ? 's' : ''}${quality}`;
  }

  /**
   * The last fit's picture of those instances that are fresh.
   *
   * @param versions version of each instance that says one
   */
  current(fresh: readonly string[], versions: ReadonlyMap<string, string>): ClustersSnapshot {
    const nothing = { silhouetteRatio: null, clusters: [], fingerprints: [], versions: [] };
    if (this.#found === null) {
      const reason = 'No fingerprints yet: they are taken with the first fit of the models.';
      return { ...nothing, reason };
    }
    const { table, fitted, clusterIds, components } = this.#found;
    const wanted = new Set(fresh);
    const rows = [...table.instances.keys()].filter((row) => wanted.has(table.instances[row] ?? ''));
    if (rows.length === 0) return { ...nothing, reason: 'No instance has fresh data.' };
    const rowVersions = table.instances.map((instance) => versions.get(instance) ?? null);
    const fingerprints = rows.map((row) => ({
      instance: table.instances[row] ?? '',
      version: rowVersions[row] ?? null,
      clusterId: clusterIds[row] ?? '',
      components: components[row] ?? [],
    }));
    return {
      silhouetteRatio: fitted.silhouetteRatio,
      reason: fitted.reason,
      clusters: membersOf(fingerprints),
      fingerprints: fingerprints.sort(byUnusualness),
      versions: compareVersions({ table, scales: fitted.scales, versions: rowVersions, clusterIds }),
    };
  }

  snapshot(): ModelSnapshot {
    return this.#fits.snapshot();
  }

  async #blocks(instances: readonly string[]): Promise<ReadonlyMap<string, InstanceBlocks>> {
    const past = (signal: Signal, instance: string): RegularSeries =>
      this.#past.lastDays(FINGERPRINT_DAYS, signal, instance);
    const signals = new Map(instances.map((instance) => [instance, this.#past.signals(instance)]));
    const usual = usualDemand(
      [...signals].map(([instance, known]) =>
        known.includes('requests_per_second') ? past('requests_per_second', instance) : undefined,
      ),
    );
    const blocks = new Map<string, InstanceBlocks>();
    for (const [instance, known] of signals) {
      const series = new Map(known.map((signal) => [signal, past(signal, instance)]));
      blocks.set(instance, instanceBlocks(series, this.#past.stepsPerDay, usual));
      // Requests are answered between instances.
      await nextTurn();
    }
    return blocks;
  }
}

function componentsOf(table: FingerprintTable, fitted: FittedClusters): ComponentSnapshot[][] {
  const deviations = fitted.deviations(table);
  const width = table.components.length;
  return table.instances.map((_, row) =>
    table.components
      .map((component, c) => ({
        component,
        difference: table.differences[row * width + c] ?? 0,
        deviation: deviations[row * width + c] ?? 0,
      }))
      .sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation)),
  );
}

function membersOf(fingerprints: readonly InstanceFingerprint[]): ClustersSnapshot['clusters'] {
  const members = new Map<string, string[]>();
  for (const { clusterId, instance } of fingerprints) {
    const known = members.get(clusterId) ?? [];
    known.push(instance);
    members.set(clusterId, known);
  }
  return [...members]
    .map(([id, instances]) => ({ id, instances }))
    .sort((a, b) => b.instances.length - a.instances.length || (a.id < b.id ? -1 : 1));
}

function byUnusualness(a: InstanceFingerprint, b: InstanceFingerprint): number {
  const most = ({ components }: InstanceFingerprint): number => Math.abs(components[0]?.deviation ?? 0);
  return most(b) - most(a) || (a.instance < b.instance ? -1 : 1);
}
