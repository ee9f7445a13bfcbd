import type { Histogram } from '../../core/histogram.ts';
import { mergeHistograms } from '../../core/histogram.ts';
import type { WatchedMetric } from '../../core/loadDriver.ts';
import type { Threshold } from './parseThreshold.ts';
import type { ValueRange } from './valueRange.ts';

type Kind<K extends WatchedMetric['kind']> = Extract<WatchedMetric, { kind: K }>;

function ofKind<K extends WatchedMetric['kind']>(parts: readonly WatchedMetric[], kind: K): Kind<K>[] {
  return parts.filter((part): part is Kind<K> => part.kind === kind);
}

/** Bounds of the bucket in which a share of the observations is reached. */
function bucketAt(histogram: Histogram, share: number): ValueRange {
  const rank = Math.max(1, share * histogram.count);
  let seen = histogram.zeroCount;
  if (rank <= seen) return { lowest: 0, highest: histogram.zeroThreshold };
  const width = 2 ** -histogram.schema;
  const indexes = [...histogram.buckets.keys()].sort((a, b) => a - b);
  const reached = indexes.find((index) => (seen += histogram.buckets.get(index) ?? 0) >= rank) ?? indexes.at(-1) ?? 0;
  return { lowest: 2 ** ((reached - 1) * width), highest: 2 ** (reached * width) };
}

function trendRange(parts: readonly Kind<'trend'>[], { aggregation, share }: Threshold): ValueRange | null {
  const unit = parts[0]?.unit ?? 1;
  const merged = mergeHistograms(parts.map(({ histogram }) => histogram));
  if (merged.count === 0) return null;
  const scaled = ({ lowest, highest }: ValueRange): ValueRange => ({ lowest: lowest * unit, highest: highest * unit });
  if (aggregation === 'avg') return scaled({ lowest: merged.sum / merged.count, highest: merged.sum / merged.count });
  if (aggregation === 'min') return scaled(bucketAt(merged, 0));
  if (aggregation === 'max') return scaled(bucketAt(merged, 1));
  return scaled(bucketAt(merged, share));
}

function rateRange(parts: readonly Kind<'rate'>[]): ValueRange {
  const counts = parts.map(({ count }) => count);
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  if (counts.includes(null) || total === 0) {
    return {
      lowest: Math.min(...parts.map(({ lowest }) => lowest)),
      highest: Math.max(...parts.map(({ highest }) => highest)),
    };
  }
  const ratio = parts.reduce((sum, { lowest, count }) => sum + lowest * (count ?? 0), 0) / total;
  return { lowest: ratio, highest: ratio };
}

/**
 * Where the value that a threshold compares lies over all runners, while the run goes on; null where nothing is known yet.
 * Sums are exact; quantiles are known to a bucket, and rates without counts to their extremes.
 */
export function liveRange(
  threshold: Threshold,
  parts: readonly WatchedMetric[],
  elapsedSeconds: number,
): ValueRange | null {
  const trends = ofKind(parts, 'trend');
  if (trends.length > 0) return trendRange(trends, threshold);
  const rates = ofKind(parts, 'rate');
  if (rates.length > 0) return rateRange(rates);
  const counters = ofKind(parts, 'counter');
  if (counters.length > 0) {
    const count = counters.reduce((sum, one) => sum + one.count, 0);
    const value = threshold.aggregation === 'rate' ? count / Math.max(1, elapsedSeconds) : count;
    return { lowest: value, highest: value };
  }
  const values = ofKind(parts, 'gauge').map(({ value }) => value);
  return values.length === 0 ? null : { lowest: Math.min(...values), highest: Math.max(...values) };
}
