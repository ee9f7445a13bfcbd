import type { MetricTotals } from '../../core/loadDriver.ts';
import type { Threshold } from './parseThreshold.ts';
import { pooledQuantile } from './pooledQuantile.ts';

type Kind<K extends MetricTotals['kind']> = Extract<MetricTotals, { kind: K }>;

function ofKind<K extends MetricTotals['kind']>(parts: readonly MetricTotals[], kind: K): Kind<K>[] {
  return parts.filter((part): part is Kind<K> => part.kind === kind);
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

/** k6's own gauges that count something of each process, and so add up. All others are a value of each process. */
const ADDITIVE_GAUGES = ['vus', 'vus_max'];

function trendValue(parts: readonly Kind<'trend'>[], { aggregation, share }: Threshold): number {
  if (aggregation === 'avg') return sum(parts.map(({ mean, count }) => mean * count)) / sum(parts.map((p) => p.count));
  return pooledQuantile(parts, aggregation === 'min' ? 0 : aggregation === 'max' ? 1 : share);
}

/**
 * The values over all runners that a threshold must hold at: one, except for a gauge, of which every runner has its own.
 * None where nothing can be said (a rate of nothing), at which k6 lets thresholds hold too. A counter or trend without a
 * sample is 0, as in k6.
 */
export function finalValues(threshold: Threshold, parts: readonly MetricTotals[]): readonly number[] {
  const { aggregation, selector } = threshold;
  const gauges = ofKind(parts, 'gauge').map(({ value }) => value);
  if (gauges.length > 0) return ADDITIVE_GAUGES.includes(selector.metric) ? [sum(gauges)] : gauges;
  const rates = ofKind(parts, 'rate').filter(({ count }) => count > 0);
  if (rates.length > 0) return [sum(rates.map(({ trues }) => trues)) / sum(rates.map(({ count }) => count))];
  const trends = ofKind(parts, 'trend').filter(({ count }) => count > 0);
  if (trends.length > 0) return [trendValue(trends, threshold)];
  const counters = ofKind(parts, 'counter');
  if (counters.length > 0) {
    return [sum(counters.map((one) => (aggregation === 'rate' ? one.perSecond : one.count)))];
  }
  return aggregation === 'rate' || aggregation === 'value' ? [] : [0];
}
