import { Problem } from '../../core/problem.ts';
import type { SeriesId, SeriesPoints } from '../../core/series.ts';
import type { AnsweredSeries } from './prometheusAnswer.ts';

/** Points of one series from the answers of all its chunks, in order; values that are no finite number are left out. */
export function toPoints(
  id: SeriesId,
  answers: readonly AnsweredSeries[],
  labels?: Readonly<Record<string, string>>,
): SeriesPoints {
  const timestamps: number[] = [];
  const values: number[] = [];
  for (const { points } of answers) {
    for (const [seconds, text] of points) {
      // "NaN", "+Inf", "-Inf": a ratio without traffic, a quantile without observations.
      const value = Number(text);
      if (!Number.isFinite(value) || !Number.isFinite(seconds)) continue;
      timestamps.push(seconds);
      values.push(value);
    }
  }
  return {
    id,
    timestampsSeconds: Float64Array.from(timestamps),
    values: Float64Array.from(values),
    ...(labels === undefined ? {} : { labels }),
  };
}

/**
 * The one series of a service-level expression.
 * @param chunks answers of each chunk, in order
 * @throws Problem that names the expression where there is more than one
 */
export function singleSeries(chunks: readonly (readonly AnsweredSeries[])[], expression: string): AnsweredSeries[] {
  const keys = new Set(chunks.flat().map(({ metric }) => JSON.stringify(Object.entries(metric).sort())));
  if (keys.size <= 1) return chunks.flat();
  const detail = `\`${expression}\` gives ${keys.size} series, one is wanted: wrap it in sum(), avg() or max()`;
  throw new Problem('unprocessable', 'An expression gives too many series', detail);
}

/**
 * Series of an instance-level expression by instance, in order.
 * @throws Problem that names the expression where a series has no such label, or two have the same
 */
export function seriesByInstance(
  chunks: readonly (readonly AnsweredSeries[])[],
  label: string,
  expression: string,
): Map<string, AnsweredSeries[]> {
  const instances = new Map<string, AnsweredSeries[]>();
  const title = 'Instances cannot be told apart';
  for (const chunk of chunks) {
    const seen = new Set<string>();
    for (const series of chunk) {
      const instance = series.metric[label];
      if (instance === undefined || instance === '') {
        const detail = `\`${expression}\` gives a series without label "${label}": aggregate by (${label}), or set instances.label`;
        throw new Problem('unprocessable', title, detail);
      }
      if (seen.has(instance)) {
        const detail = `\`${expression}\` gives more than one series with ${label}="${instance}": aggregate by (${label})`;
        throw new Problem('unprocessable', title, detail);
      }
      seen.add(instance);
      const list = instances.get(instance);
      if (list === undefined) instances.set(instance, [series]);
      else list.push(series);
    }
  }
  return instances;
}
