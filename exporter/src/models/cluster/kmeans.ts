import type { ClusterModel, ClusterParams, FittedCluster, FittedClusters } from '../../core/cluster.ts';
import { STANDS_OUT_DEVIATION } from '../../core/fingerprint.ts';
import type { FingerprintTable } from '../../core/fingerprint.ts';
import type { SerializedModel } from '../../core/forecast.ts';
import { componentScales } from './componentScales.ts';
import { contrast } from './contrast.ts';
import { partition } from './partition.ts';
import type { Partition } from './partition.ts';
import { squaredDistance } from './squaredDistance.ts';

const NAME = 'kmeans';
const VERSION = 1;
/** Silhouettes take the square of the instances: of more than this, an even sample finds the clusters. */
const MOST_POINTS = 500;
/** Middles of clusters that are nearer to each other than this in every component are one cluster. */
const TOLD_APART = contrast(STANDS_OUT_DEVIATION);

/** Plain data of a fit. */
interface ClusterData {
  readonly components: readonly string[];
  readonly scales: readonly number[];
  readonly clusters: readonly FittedCluster[];
  readonly silhouetteRatio: number | null;
  readonly reason: string | null;
}

/**
 * K-means on the contrasts of fingerprints (ml-kmeans, seeded k-means++). The number of clusters is the one with the
 * highest mean silhouette, of 2 to min(maxClusters, instances − 1), among the partitions whose clusters are told apart:
 * any two differ by what stands out in at least one component. Where there is none, or its silhouette is below the
 * minimum (Kaufman & Rousseeuw 1990: above 0.5 the structure is reasonable), all instances are one cluster.
 */
export const kmeans: ClusterModel = {
  name: NAME,
  fit(table, params, seed) {
    if (!(params.maxClusters >= 1) || !(params.minimumSilhouette >= 0 && params.minimumSilhouette <= 1)) {
      throw new RangeError(
        `maxClusters must be at least 1 and minimumSilhouette within 0 and 1, ` +
          `not ${params.maxClusters} and ${params.minimumSilhouette}`,
      );
    }
    if (table.instances.length === 0) return null;
    const scales = componentScales(table);
    const components = [...scales.keys()];
    const points = contrasts(table, deviations(table, scales), components);
    // By name, since the seed picks starts by their place.
    const order = [...points.keys()].sort((a, b) => (table.instances[a]! < table.instances[b]! ? -1 : 1));
    const chosen = choose(
      order.map((row) => points[row]!),
      params,
      seed,
    );
    const parted = typeof chosen === 'string' ? null : chosen;
    const centroids = parted?.centroids ?? [mean(points)];
    const labels = nearest(points, centroids);
    const clusters = centroids
      .map((centroid, k) => ({
        members: table.instances.filter((_, row) => labels[row] === k).sort(),
        centroid: Object.fromEntries(components.map((component, c) => [component, centroid[c]!])),
      }))
      .filter(({ members }) => members.length > 0)
      .sort((a, b) => b.members.length - a.members.length || (a.members[0]! < b.members[0]! ? -1 : 1));
    return fittedFrom({
      components,
      scales: [...scales.values()],
      clusters,
      silhouetteRatio: parted?.silhouetteRatio ?? null,
      reason: typeof chosen === 'string' ? chosen : null,
    });
  },
  restore(serialized: SerializedModel) {
    if (serialized.model !== NAME || serialized.version !== VERSION) {
      throw new RangeError(
        `cannot restore ${serialized.model} version ${serialized.version}: expected ${NAME} version ${VERSION}; fit it again`,
      );
    }
    return fittedFrom(serialized.data as ClusterData);
  },
};

function fittedFrom(data: ClusterData): FittedClusters {
  const scales = new Map(data.components.map((component, c) => [component, data.scales[c]!]));
  const centroids = data.clusters.map(({ centroid }) => data.components.map((component) => centroid[component] ?? 0));
  return {
    clusters: data.clusters,
    silhouetteRatio: data.silhouetteRatio,
    reason: data.reason,
    scales,
    deviations: (table) => deviations(table, scales),
    assign: (table) => nearest(contrasts(table, deviations(table, scales), data.components), centroids),
    serialize: () => ({ model: NAME, version: VERSION, data }),
  };
}

/** The best partition, or why there is none. */
function choose(points: readonly number[][], params: ClusterParams, seed: number): Partition | string {
  const most = Math.min(params.maxClusters, points.length - 1);
  if (most < 2) {
    return points.length < 3
      ? 'Fewer than three instances cannot be parted into clusters; their fingerprints say how they differ.'
      : 'No more than one cluster was asked for.';
  }
  const every = Math.ceil(points.length / MOST_POINTS);
  const sample = points.filter((_, i) => i % every === 0);
  let best: Partition | null = null;
  for (let clusters = 2; clusters <= Math.min(most, sample.length - 1); clusters++) {
    const found = partition(sample, clusters, seed);
    if (found === null || !toldApart(found.centroids)) continue;
    if (best === null || found.silhouetteRatio > best.silhouetteRatio + 1e-9) best = found;
  }
  if (best === null) return 'The instances do not differ by more than they wobble by themselves.';
  if (best.silhouetteRatio >= params.minimumSilhouette) return best;
  const [found, needed] = [best.silhouetteRatio.toFixed(2), params.minimumSilhouette];
  return `The instances differ, but not in groups: the best silhouette is ${found}, below ${needed}.`;
}

function toldApart(centroids: readonly (readonly number[])[]): boolean {
  return centroids.every((one, i) =>
    centroids.slice(0, i).every((other) => one.some((value, c) => Math.abs(value - other[c]!) >= TOLD_APART)),
  );
}

/** Two instances lie half their difference from the middle each; what counts is how they differ from one another. */
function deviations(table: FingerprintTable, scales: ReadonlyMap<string, number>): Float64Array {
  const width = table.components.length;
  const unit = table.components.map((component) => scales.get(component) ?? Infinity);
  const times = table.instances.length === 2 ? 2 : 1;
  return table.differences.map((difference, i) => (times * difference) / unit[i % width]!);
}

/** A point for each instance with the given columns; what the table does not have is usual. */
function contrasts(table: FingerprintTable, values: Float64Array, components: readonly string[]): number[][] {
  const width = table.components.length;
  const columns = components.map((component) => (table.components as readonly string[]).indexOf(component));
  return table.instances.map((_, row) => columns.map((c) => (c < 0 ? 0 : contrast(values[row * width + c]!))));
}

function nearest(points: readonly number[][], centroids: readonly (readonly number[])[]): Int32Array {
  return Int32Array.from(points, (point) => {
    const distances = centroids.map((centroid) => squaredDistance(point, centroid));
    return distances.indexOf(Math.min(...distances));
  });
}

function mean(points: readonly number[][]): number[] {
  return (points[0] ?? []).map((_, c) => points.reduce((sum, point) => sum + point[c]!, 0) / points.length);
}
