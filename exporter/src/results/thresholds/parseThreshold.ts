import type { ScriptThreshold } from '../../core/loadDriver.ts';
import { Problem } from '../../core/problem.ts';
import type { MetricSelector } from './metricSelector.ts';
import { parseMetricSelector } from './metricSelector.ts';

/** What a threshold compares: an aggregation of a metric's samples. */
export type Aggregation = 'count' | 'rate' | 'value' | 'avg' | 'min' | 'max' | 'quantile';
export type Operator = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** A threshold that can be judged. */
export interface Threshold extends ScriptThreshold {
  readonly selector: MetricSelector;
  readonly aggregation: Aggregation;
  /** Share of the quantile, 0–1; 0 for other aggregations. */
  readonly share: number;
  readonly operator: Operator;
  /** In the script's own units. */
  readonly limit: number;
}

const EXPRESSION =
  /^(count|rate|value|avg|min|max|med|p\(\s*(\d+(?:\.\d*)?|\.\d+)\s*\))\s*(<=|<|>=|>|===|==|!=)\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)$/i;
const GRAMMAR =
  'count, rate, value, avg, min, max, med or p(0…100), then <, <=, >, >=, ==, === or !=, then a number, e.g. p(95)<500';

function parse(threshold: ScriptThreshold): Threshold | null {
  const selector = parseMetricSelector(threshold.metric);
  const [, method = '', percentile, operator = '', limit] = EXPRESSION.exec(threshold.expression.trim()) ?? [];
  const share = method === 'med' ? 0.5 : Number(percentile ?? 0) / 100;
  if (selector === null || limit === undefined || share > 1 || method !== method.toLowerCase()) return null;
  const isQuantile = method === 'med' || percentile !== undefined;
  return {
    ...threshold,
    selector,
    aggregation: isQuantile ? 'quantile' : (method as Aggregation),
    share,
    operator: (operator === '===' ? '==' : operator) as Operator,
    limit: Number(limit),
  };
}

/**
 * Reads thresholds of k6 scripts (grafana.com/docs/k6/latest/using-k6/thresholds; metrics/thresholds_parser.go). Whether an
 * aggregation suits its metric is k6's to say, which knows the script's own metrics.
 *
 * @returns throws one Problem `unprocessable` with all thresholds that cannot be judged
 */
export function parseThresholds(thresholds: readonly ScriptThreshold[]): readonly Threshold[] {
  const parsed = thresholds.map(parse);
  const bad = thresholds.filter((_one, i) => parsed[i] === null);
  if (bad.length > 0) {
    const names = bad.map(({ metric, expression }) => `${metric}: ${expression}`).join('; ');
    throw new Problem(
      'unprocessable',
      'Thresholds cannot be judged',
      `These thresholds of the script cannot be judged over several runners: ${names}. Allowed: ${GRAMMAR}.`,
      bad.map(({ metric, expression }) => ({ path: `thresholds.${metric}`, value: expression, allowed: GRAMMAR })),
    );
  }
  return parsed.filter((one) => one !== null);
}
