import type { SignalRecipe } from '../../config/sections/scrapeSource.ts';
import { labelFilter, labelsKey } from './labelFilter.ts';
import type { ExpositionLabels } from './parseExposition.ts';

/** What one scrape told of one signal: values by the labels' key; which of the maps are used depends on the recipe. */
export interface RecipeSamples {
  /** All series of a rate, ratio or gauge; the sums of a mean. */
  readonly all: Map<string, number>;
  /** The part of a ratio; the counts of a mean. */
  readonly part: Map<string, number>;
  /** Cumulative counts of a quantile, by upper bound, then by the other labels' key. */
  readonly buckets: Map<number, Map<string, number>>;
}

/** Takes up samples for one signal. */
export interface RecipeCollector {
  /** Names of metrics that it wants to see. */
  readonly metrics: readonly string[];
  /** Takes a sample of one of these metrics; values that are not numbers are left out. */
  take(samples: RecipeSamples, metric: string, labels: ExpositionLabels, value: number): void;
}

/** Nothing yet. */
export function emptySamples(): RecipeSamples {
  return { all: new Map(), part: new Map(), buckets: new Map() };
}

/** Upper bound of a bucket; null where the label is missing or no number. */
function upperBound(labels: ExpositionLabels): number | null {
  const text = labels.find(([name]) => name === 'le')?.[1];
  if (text === undefined || text === '') return null;
  const bound = text === '+Inf' ? Number.POSITIVE_INFINITY : Number(text);
  return Number.isNaN(bound) ? null : bound;
}

/** The collector of a recipe. */
export function recipeCollector(recipe: SignalRecipe): RecipeCollector {
  const matches = labelFilter(recipe.match);
  const { metric } = recipe;
  switch (recipe.kind) {
    case 'rate':
    case 'gauge':
      return {
        metrics: [metric],
        take: ({ all }, _, labels, value) => {
          if (!Number.isNaN(value) && matches(labels)) all.set(labelsKey(labels), value);
        },
      };
    case 'ratio': {
      const isPart = labelFilter(recipe.part);
      return {
        metrics: [metric],
        take: ({ all, part }, _, labels, value) => {
          if (Number.isNaN(value) || !matches(labels)) return;
          all.set(labelsKey(labels), value);
          if (isPart(labels)) part.set(labelsKey(labels), value);
        },
      };
    }
    case 'mean':
      return {
        metrics: [`${metric}_sum`, `${metric}_count`],
        take: ({ all, part }, name, labels, value) => {
          if (!Number.isNaN(value) && matches(labels))
            (name.endsWith('_sum') ? all : part).set(labelsKey(labels), value);
        },
      };
    case 'quantile':
      return {
        metrics: [`${metric}_bucket`],
        take: ({ buckets }, _, labels, value) => {
          const bound = upperBound(labels);
          if (bound === null || Number.isNaN(value) || !matches(labels)) return;
          const series = buckets.get(bound) ?? new Map<string, number>();
          buckets.set(bound, series.set(labelsKey(labels.filter(([name]) => name !== 'le')), value));
        },
      };
  }
}
