import { kmeans } from 'ml-kmeans';
import { silhouette } from './silhouette.ts';
import { squaredDistance } from './squaredDistance.ts';

/** Starts for each number of clusters: k-means finds the best partition near its start only. */
const STARTS = 5;
const ITERATIONS = 100;

/** Points parted into clusters. */
export interface Partition {
  readonly centroids: readonly (readonly number[])[];
  /** Cluster of each point. */
  readonly labels: readonly number[];
  readonly silhouetteRatio: number;
}

/**
 * The best partition into exactly `clusters` clusters of several k-means++ starts (Arthur & Vassilvitskii 2007; lowest
 * sum of squares). Null where there are not that many different points.
 */
export function partition(points: readonly number[][], clusters: number, seed: number): Partition | null {
  // The package's k-means++ divides by the distances left to the centres, which are all 0 once points repeat.
  if (new Set(points.map((point) => point.join())).size < clusters) return null;
  let best: Omit<Partition, 'silhouetteRatio'> | null = null;
  let least = Infinity;
  for (let start = 0; start < STARTS; start++) {
    const options = { initialization: 'kmeans++', seed: seed + start, maxIterations: ITERATIONS } as const;
    const { clusters: labels, centroids } = kmeans(points as number[][], clusters, options);
    const squares = points.reduce((sum, point, i) => sum + squaredDistance(point, centroids[labels[i]!]!), 0);
    // A clear gain only, so that rounding does not choose between equals.
    if (squares >= least - 1e-9 || new Set(labels).size < clusters) continue;
    least = squares;
    best = { centroids, labels };
  }
  return best === null ? null : { ...best, silhouetteRatio: silhouette(points, best.labels, clusters) };
}
