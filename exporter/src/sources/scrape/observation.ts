import type { SignalRecipe } from '../../config/sections/scrapeSource.ts';
import { bucketQuantile } from './bucketQuantile.ts';
import { totalRate } from './counterRates.ts';
import type { RecipeSamples } from './recipeSamples.ts';

/**
 * What two scrapes tell of a signal, in a form that can be merged over instances before it becomes a value: rates add
 * up, ratios and means are weighted by their traffic, histograms are merged bucket by bucket.
 */
export type Observation =
  | { readonly kind: 'rate'; readonly perSecond: number }
  | { readonly kind: 'ratio' | 'mean'; readonly numerator: number; readonly denominator: number }
  | { readonly kind: 'quantile'; readonly buckets: ReadonlyMap<number, number> }
  | { readonly kind: 'gauge'; readonly values: readonly number[] };

/**
 * Observation of one instance.
 * @param previous the scrape before; null where there is none, then only gauges can be told
 * @param seconds between the two
 * @returns null where the metric is not there
 */
export function observe(
  recipe: SignalRecipe,
  previous: RecipeSamples | null,
  current: RecipeSamples,
  seconds: number,
): Observation | null {
  if (recipe.kind === 'gauge') {
    const value = combine(recipe.combine, [...current.all.values()]);
    return value === null ? null : { kind: 'gauge', values: [value] };
  }
  if (previous === null) return null;
  if (recipe.kind === 'quantile') {
    const none = new Map<string, number>();
    if (current.buckets.size === 0) return null;
    const rates = [...current.buckets].map(
      ([bound, series]) => [bound, totalRate(previous.buckets.get(bound) ?? none, series, seconds)] as const,
    );
    return { kind: 'quantile', buckets: new Map(rates) };
  }
  if (current.all.size === 0) return null;
  const all = totalRate(previous.all, current.all, seconds);
  if (recipe.kind === 'rate') return { kind: 'rate', perSecond: all };
  const part = totalRate(previous.part, current.part, seconds);
  return recipe.kind === 'ratio'
    ? { kind: 'ratio', numerator: part, denominator: all }
    : { kind: 'mean', numerator: all, denominator: part };
}

/** Observations of several instances as one of their service; all of one kind. Null where there are none. */
export function mergeObservations(observations: readonly Observation[]): Observation | null {
  const [first] = observations;
  if (first === undefined) return null;
  const of = <K extends Observation['kind']>(...kinds: readonly K[]) =>
    observations.filter((one): one is Extract<Observation, { kind: K }> =>
      (kinds as readonly string[]).includes(one.kind),
    );
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  switch (first.kind) {
    case 'rate':
      return { kind: 'rate', perSecond: sum(of('rate').map(({ perSecond }) => perSecond)) };
    case 'ratio':
    case 'mean': {
      const weighted = of('ratio', 'mean') as readonly { readonly numerator: number; readonly denominator: number }[];
      const numerator = sum(weighted.map((one) => one.numerator));
      return { kind: first.kind, numerator, denominator: sum(weighted.map((one) => one.denominator)) };
    }
    case 'quantile': {
      const buckets = new Map<number, number>();
      for (const one of of('quantile')) {
        for (const [bound, rate] of one.buckets) buckets.set(bound, (buckets.get(bound) ?? 0) + rate);
      }
      return { kind: 'quantile', buckets };
    }
    case 'gauge':
      return { kind: 'gauge', values: of('gauge').flatMap(({ values }) => values) };
  }
}

/** Value of an observation; null where it has none: a ratio without traffic, a quantile without observations. */
export function valueOf(recipe: SignalRecipe, observation: Observation): number | null {
  const value = rawValue(recipe, observation);
  return value !== null && Number.isFinite(value) ? value : null;
}

function rawValue(recipe: SignalRecipe, observation: Observation): number | null {
  switch (observation.kind) {
    case 'rate':
      return observation.perSecond;
    case 'ratio':
    case 'mean':
      return observation.denominator > 0 ? observation.numerator / observation.denominator : null;
    case 'quantile':
      return recipe.kind === 'quantile' ? bucketQuantile(observation.buckets, recipe.quantile) : null;
    case 'gauge':
      return recipe.kind === 'gauge' ? combine(recipe.combine, observation.values) : null;
  }
}

function combine(how: 'mean' | 'sum' | 'max', values: readonly number[]): number | null {
  if (values.length === 0) return null;
  if (how === 'max') return values.reduce((a, b) => Math.max(a, b));
  const sum = values.reduce((a, b) => a + b, 0);
  return how === 'sum' ? sum : sum / values.length;
}
