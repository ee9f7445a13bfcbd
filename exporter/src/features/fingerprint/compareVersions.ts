import { STANDS_OUT_DEVIATION } from '../../core/fingerprint.ts';
import type { FingerprintTable, VersionComparison, VersionDifference } from '../../core/fingerprint.ts';
import { quantile } from './quantile.ts';

/** What tells versions and clusters of a fingerprint table apart; by the table's rows. */
export interface VersionRows {
  readonly table: FingerprintTable;
  /** One unit of deviation for each component. */
  readonly scales: ReadonlyMap<string, number>;
  /** Null where an instance says no version. */
  readonly versions: readonly (string | null)[];
  readonly clusterIds: readonly string[];
}

/**
 * Canary against stable, cluster by cluster: stable is the version of most instances (of equals the older by name).
 * Medians are compared, so that one odd instance does not speak for its version. Empty where there are fewer than two
 * versions.
 */
export function compareVersions({ table, scales, versions, clusterIds }: VersionRows): VersionComparison[] {
  const stable = mostCommon(versions);
  const rowsOf = (version: string, clusterId?: string): number[] =>
    [...versions.keys()].filter(
      (row) => versions[row] === version && (clusterId === undefined || clusterIds[row] === clusterId),
    );
  const comparisons: VersionComparison[] = [];
  for (const clusterId of [...new Set(clusterIds)].sort()) {
    for (const version of [...new Set(versions)].sort()) {
      if (version === null || stable === null || version === stable) continue;
      const rows = rowsOf(version, clusterId);
      if (rows.length === 0) continue;
      const neighbours = rowsOf(stable, clusterId);
      const sameCluster = neighbours.length > 0;
      comparisons.push({
        clusterId,
        version,
        against: stable,
        sameCluster,
        instances: rows.map((row) => table.instances[row]!),
        differences: differencesOf(table, scales, rows, sameCluster ? neighbours : rowsOf(stable)),
      });
    }
  }
  return comparisons;
}

function differencesOf(
  table: FingerprintTable,
  scales: ReadonlyMap<string, number>,
  rows: readonly number[],
  others: readonly number[],
): VersionDifference[] {
  const width = table.components.length;
  const middle = (of: readonly number[], c: number): number =>
    quantile(
      Float64Array.from(of, (row) => table.differences[row * width + c]!),
      0.5,
    );
  return table.components
    .map((component, c) => {
      const difference = middle(rows, c) - middle(others, c);
      return { component, difference, deviation: difference / (scales.get(component) ?? Infinity) };
    })
    .filter(({ deviation }) => Math.abs(deviation) >= STANDS_OUT_DEVIATION)
    .sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation));
}

function mostCommon(versions: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const version of versions) if (version !== null) counts.set(version, (counts.get(version) ?? 0) + 1);
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b, 'en', { numeric: true }));
  return ranked[0]?.[0] ?? null;
}
