import type { Agent } from 'node:http';
import type { ScrapeTargetConfig, SignalRecipe } from '../../config/sections/scrapeSource.ts';
import { Problem } from '../../core/problem.ts';
import type { Signal } from '../../core/signal.ts';
import { httpCall, shownUrl } from '../http/httpCall.ts';
import { observe } from './observation.ts';
import type { Observation } from './observation.ts';
import { parseExposition } from './parseExposition.ts';
import { emptySamples, recipeCollector } from './recipeSamples.ts';
import type { RecipeCollector, RecipeSamples } from './recipeSamples.ts';

const MAX_ANSWER_BYTES = 16 * 1_048_576;
const ACCEPT = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

/** How a target has fared since the start. */
export interface TargetState {
  readonly service: string;
  readonly instance: string;
  /** Whether the last scrape succeeded; null before the first. */
  readonly up: boolean | null;
  readonly scrapesTotal: number;
  readonly failuresTotal: number;
  /** Why the last scrape failed; null when it succeeded. */
  readonly problem: string | null;
}

/** Recipes by signal, with what collects their samples. */
export interface PreparedRecipe {
  readonly signal: Signal;
  readonly recipe: SignalRecipe;
  readonly collector: RecipeCollector;
}

/** Prepares recipes for scraping. */
export function prepareRecipes(signals: Readonly<Partial<Record<Signal, SignalRecipe | undefined>>>): PreparedRecipe[] {
  return Object.entries(signals).flatMap(([signal, recipe]) =>
    recipe === undefined ? [] : [{ signal: signal as Signal, recipe, collector: recipeCollector(recipe) }],
  );
}

interface Scrape {
  readonly timestampSeconds: number;
  readonly samples: ReadonlyMap<Signal, RecipeSamples>;
}

/** One target: keeps of its last scrape what the rates of the next one need. */
export class ScrapeTarget {
  readonly config: ScrapeTargetConfig;
  readonly #recipes: readonly PreparedRecipe[];
  /** Collectors by the metric they want. */
  readonly #wanted = new Map<string, PreparedRecipe[]>();
  readonly #longestGapSeconds: number;
  #previous: Scrape | null = null;
  #scrapes = 0;
  #failures = 0;
  #problem: string | null = null;

  /** @param longestGapSeconds rates over longer gaps are not told: they would be an average of a time long past */
  constructor(config: ScrapeTargetConfig, recipes: readonly PreparedRecipe[], longestGapSeconds: number) {
    this.config = config;
    this.#recipes = recipes;
    this.#longestGapSeconds = longestGapSeconds;
    for (const recipe of recipes) {
      for (const metric of recipe.collector.metrics) {
        this.#wanted.set(metric, [...(this.#wanted.get(metric) ?? []), recipe]);
      }
    }
  }

  get state(): TargetState {
    const { service, instance } = this.config;
    return {
      service,
      instance,
      up: this.#scrapes === 0 ? null : this.#problem === null,
      scrapesTotal: this.#scrapes,
      failuresTotal: this.#failures,
      problem: this.#problem,
    };
  }

  /**
   * Scrapes once. A failure is counted and kept as the reason, never thrown.
   * @returns observations by signal; null when the scrape failed
   */
  async scrape(options: {
    readonly agent: Agent;
    readonly timeoutSeconds: number;
    readonly nowSeconds: number;
    readonly signal: AbortSignal;
  }): Promise<ReadonlyMap<Signal, Observation> | null> {
    try {
      const current = { timestampSeconds: options.nowSeconds, samples: await this.#fetch(options) };
      const observations = this.#observe(current);
      this.#previous = current;
      this.#problem = null;
      return observations;
    } catch (error) {
      if (options.signal.aborted) return null;
      this.#failures += 1;
      this.#problem = error instanceof Problem ? `${error.title}: ${error.message}` : String(error);
      return null;
    } finally {
      if (!options.signal.aborted) this.#scrapes += 1;
    }
  }

  async #fetch(options: { readonly agent: Agent; readonly timeoutSeconds: number; readonly signal: AbortSignal }) {
    const url = new URL(this.config.url);
    const headers = { accept: ACCEPT, 'user-agent': 'loadstar' };
    const answer = await httpCall({ ...options, url, method: 'GET', headers, maxBytes: MAX_ANSWER_BYTES });
    if (answer.status !== 200) {
      throw new Problem('unavailable', 'The target refused', `${shownUrl(url)} answers with status ${answer.status}`);
    }
    const samples = new Map<Signal, RecipeSamples>(this.#recipes.map(({ signal }) => [signal, emptySamples()]));
    const openMetrics = (answer.headers['content-type'] ?? '').startsWith('application/openmetrics-text');
    parseExposition(answer.body, openMetrics, (name, labels, value) => {
      for (const { signal, collector } of this.#wanted.get(name) ?? []) {
        const ofSignal = samples.get(signal);
        if (ofSignal !== undefined) collector.take(ofSignal, name, labels, value);
      }
    });
    return samples;
  }

  #observe(current: Scrape): ReadonlyMap<Signal, Observation> {
    const seconds = this.#previous === null ? 0 : current.timestampSeconds - this.#previous.timestampSeconds;
    const usable = seconds > 0 && seconds <= this.#longestGapSeconds;
    const observations = new Map<Signal, Observation>();
    for (const { signal, recipe } of this.#recipes) {
      const previous = usable ? (this.#previous?.samples.get(signal) ?? null) : null;
      const observation = observe(recipe, previous, current.samples.get(signal) ?? emptySamples(), seconds);
      if (observation !== null) observations.set(signal, observation);
    }
    return observations;
  }
}
