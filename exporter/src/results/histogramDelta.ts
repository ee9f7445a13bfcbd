import type { Histogram } from '../core/histogram.ts';
import { atSchema } from '../core/histogram.ts';

/**
 * What a cumulative histogram has gained since an earlier state of it. One that has fallen was reset and counts from zero,
 * as in Prometheus' rate(). Both are left as they are.
 */
export function histogramDelta(now: Histogram, before: Histogram | undefined): Histogram {
  if (before === undefined || before.schema < now.schema) return { ...now, buckets: new Map(now.buckets) };
  const then = atSchema(before, now.schema);
  const buckets = new Map<number, number>();
  let hasFallen = now.count < then.count || now.zeroCount < then.zeroCount;
  for (const [index, count] of then.buckets) hasFallen ||= (now.buckets.get(index) ?? 0) < count;
  if (hasFallen) return { ...now, buckets: new Map(now.buckets) };
  for (const [index, count] of now.buckets) {
    const gained = count - (then.buckets.get(index) ?? 0);
    if (gained > 0) buckets.set(index, gained);
  }
  return {
    ...now,
    count: now.count - then.count,
    sum: Math.max(0, now.sum - then.sum),
    zeroCount: now.zeroCount - then.zeroCount,
    buckets,
  };
}
