import type { FingerprintTable } from './fingerprint.ts';
import type { SerializedModel } from './forecast.ts';

/** Cluster models. */
export const CLUSTER_MODELS = ['kmeans'] as const;
export type ClusterModelName = (typeof CLUSTER_MODELS)[number];

/** A cluster as it was fitted. */
export interface FittedCluster {
  /** Instances that were in it at the fit, sorted. */
  readonly members: readonly string[];
  /** Its middle, by component, on the scale of {@link FittedClusters.contrast}; what is not named is 0. */
  readonly centroid: Readonly<Record<string, number>>;
}

/** A cluster model that has seen fingerprints. Clusters go by their index; ids that outlive a fit are another matter. */
export interface FittedClusters {
  /** At least one; every instance of the fit is in one. The largest first. */
  readonly clusters: readonly FittedCluster[];
  /** Mean silhouette of the instances, −1 to 1; null where there is but one cluster. */
  readonly silhouetteRatio: number | null;
  /** Why there is one cluster only, as a sentence; null where there are several. */
  readonly reason: string | null;
  /**
   * Each difference in units of what counts as a difference (robust z): 0 is the usual, from ±3 on it stands out.
   * Row-major, as the table. Finite.
   */
  deviations(table: FingerprintTable): Float64Array;
  /** One unit of {@link FittedClusters.deviations}, by component, as a natural logarithm; above 0. */
  readonly scales: ReadonlyMap<string, number>;
  /** Index of the nearest cluster for each instance of a table, which need not be that of the fit. */
  assign(table: FingerprintTable): Int32Array;
  serialize(): SerializedModel;
}

/** What a cluster model must be told besides the fingerprints. */
export interface ClusterParams {
  /** Clusters at most; also fewer than instances. At least 1. */
  readonly maxClusters: number;
  /** A partition with a mean silhouette below this is taken as one cluster. 0 to 1. */
  readonly minimumSilhouette: number;
}

/**
 * A cluster model before it has seen data. Pure and seeded; the order of the instances does not matter. Null for a
 * table without instances.
 */
export interface ClusterModel {
  readonly name: ClusterModelName;
  fit(table: FingerprintTable, params: ClusterParams, seed: number): FittedClusters | null;
  restore(serialized: SerializedModel): FittedClusters;
}
