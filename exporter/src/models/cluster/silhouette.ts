import { squaredDistance } from './squaredDistance.ts';

/**
 * Mean silhouette of a partition (Rousseeuw 1987): for each point (b − a) / max(a, b), where a is its mean distance to
 * the others of its cluster and b that to the points of the nearest other cluster; 0 for a point alone in its cluster,
 * and for points that lie on one another across clusters. −1 to 1, higher is better parted.
 *
 * Time and memory grow with the square of the points: a few hundred take milliseconds.
 *
 * @param points at least one, all of one length
 * @param labels cluster of each point, 0 to clusters − 1
 */
export function silhouette(points: readonly ArrayLike<number>[], labels: ArrayLike<number>, clusters: number): number {
  const sums = new Float64Array(points.length * clusters);
  const sizes = new Int32Array(clusters);
  for (let i = 0; i < points.length; i++) {
    sizes[labels[i]!]! += 1;
    for (let j = 0; j < i; j++) {
      const distance = Math.sqrt(squaredDistance(points[i]!, points[j]!));
      sums[i * clusters + labels[j]!]! += distance;
      sums[j * clusters + labels[i]!]! += distance;
    }
  }
  let total = 0;
  for (let i = 0; i < points.length; i++) {
    const own = labels[i]!;
    if (sizes[own]! < 2) continue;
    const within = sums[i * clusters + own]! / (sizes[own]! - 1);
    let nearest = Infinity;
    for (let other = 0; other < clusters; other++) {
      if (other === own || sizes[other] === 0) continue;
      nearest = Math.min(nearest, sums[i * clusters + other]! / sizes[other]!);
    }
    const largest = Math.max(within, nearest);
    if (largest > 0 && Number.isFinite(largest)) total += (nearest - within) / largest;
  }
  return total / points.length;
}
