import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { ScrapeSourceConfig } from '../../config/sections/scrapeSource.ts';
import type { Clock } from '../../core/clock.ts';
import { Problem } from '../../core/problem.ts';
import type { SeriesPoints, Window } from '../../core/series.ts';
import type { SeriesSource } from '../../core/seriesSource.ts';
import type { Signal } from '../../core/signal.ts';
import { mergeObservations, valueOf } from './observation.ts';
import type { Observation } from './observation.ts';
import { PointBuffer } from './pointBuffer.ts';
import { ScrapeTarget, prepareRecipes } from './scrapeTarget.ts';
import type { PreparedRecipe, TargetState } from './scrapeTarget.ts';

/** Rounds after which a rate since the last scrape is no longer told. */
const LONGEST_GAP_ROUNDS = 10;
const ROUND_OFFSET_MS = 20;
/** Points are kept for this many rounds, so that a late cycle misses none. */
const KEPT_ROUNDS = 60;

/**
 * Scrapes targets at its own interval and computes signals of each instance and of each service.
 *
 * "The whole window or an error" holds per target, as in Prometheus: a target that fails gives no points for that round,
 * its failure is counted and told by `targets()`, and its service is computed over the instances that answered, since a
 * dead instance must not make the service invisible while the others carry its load. `read` is an error only when no
 * target at all answered last. Signals that need two scrapes begin with the second one.
 */
export class ScrapeSource implements SeriesSource {
  readonly name: string;
  readonly #timeoutSeconds: number;
  readonly #intervalSeconds: number;
  readonly #clock: Clock;
  readonly #targets: readonly ScrapeTarget[];
  readonly #recipes: readonly PreparedRecipe[];
  readonly #buffer: PointBuffer;
  readonly #agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
  readonly #closing = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> = Promise.resolve();

  /** Begins to scrape at once. @param intervalSeconds the cycle's, for a source without an interval of its own */
  constructor(config: ScrapeSourceConfig, intervalSeconds: number, clock: Clock) {
    this.name = config.name;
    this.#intervalSeconds = config.intervalSeconds ?? intervalSeconds;
    this.#timeoutSeconds = Math.min(config.timeoutSeconds, this.#intervalSeconds);
    this.#clock = clock;
    this.#recipes = prepareRecipes(config.signals);
    const longestGap = LONGEST_GAP_ROUNDS * this.#intervalSeconds;
    this.#targets = config.targets.map((target) => new ScrapeTarget(target, this.#recipes, longestGap));
    this.#buffer = new PointBuffer(KEPT_ROUNDS * this.#intervalSeconds);
    this.#agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
    this.#begin();
  }

  /**
   * Points of the window, and of the two steps before its start: the first step stands for the time that ends there, and
   * a cycle may come late. Points that were read before come again.
   */
  async read(window: Window, signal: AbortSignal): Promise<readonly SeriesPoints[]> {
    if (this.#closing.signal.aborted)
      throw new Problem('unavailable', 'The source is closed', `${this.name} was closed`);
    signal.throwIfAborted();
    await this.#round;
    signal.throwIfAborted();
    const states = this.targets();
    if (states.every(({ up }) => up === false)) {
      const [first] = states;
      const others = states.length > 1 ? `, and ${states.length - 1} more` : '';
      const detail = `${first?.service}/${first?.instance}: ${first?.problem ?? ''}${others}`;
      throw new Problem('unavailable', 'No target answers', detail);
    }
    return this.#buffer.read(window.startSeconds - 2 * window.stepSeconds, window.endSeconds);
  }

  /** How each target fares. */
  targets(): TargetState[] {
    return this.#targets.map(({ state }) => state);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#round;
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  #begin(): void {
    const startedMs = Date.now();
    this.#round = this.#scrapeAll();
    void this.#round.then(() => {
      if (this.#closing.signal.aborted) return;
      this.#timer = setTimeout(
        () => this.#begin(),
        untilNextRoundMs(startedMs, Date.now(), this.#intervalSeconds * 1000),
      );
    });
  }

  async #scrapeAll(): Promise<void> {
    const nowSeconds = this.#clock.nowSeconds();
    const answers = await Promise.all(
      this.#targets.map(async (target) => ({
        target,
        observations: await target.scrape({
          agent: target.config.url.startsWith('https:') ? this.#agents.https : this.#agents.http,
          timeoutSeconds: this.#timeoutSeconds,
          nowSeconds,
          signal: this.#closing.signal,
        }),
      })),
    );
    const services = new Map<string, ReadonlyMap<Signal, Observation>[]>();
    for (const { target, observations } of answers) {
      if (observations === null) continue;
      const { service, instance, labels } = target.config;
      this.#keep(service, instance, labels, nowSeconds, observations);
      services.set(service, [...(services.get(service) ?? []), observations]);
    }
    for (const [service, instances] of services) {
      this.#keep(service, null, {}, nowSeconds, mergeBySignal(instances));
    }
  }

  #keep(
    service: string,
    instance: string | null,
    labels: Readonly<Record<string, string>>,
    nowSeconds: number,
    observations: ReadonlyMap<Signal, Observation>,
  ): void {
    for (const { signal, recipe } of this.#recipes) {
      const observation = observations.get(signal);
      const value = observation === undefined ? null : valueOf(recipe, observation);
      if (value !== null) this.#buffer.add({ service, instance, signal }, labels, nowSeconds, value);
    }
  }
}

/**
 * Rounds begin just after multiples of the interval, so that each falls into a slot of its own in the history, though
 * timers may fire a little early. None begins within half an interval of the start of the one before: rates over so short
 * a time are noise.
 */
function untilNextRoundMs(startedMs: number, nowMs: number, intervalMs: number): number {
  const next = Math.floor(nowMs / intervalMs + 1) * intervalMs + ROUND_OFFSET_MS;
  return (next - startedMs < intervalMs / 2 ? next + intervalMs : next) - nowMs;
}

function mergeBySignal(instances: readonly ReadonlyMap<Signal, Observation>[]): ReadonlyMap<Signal, Observation> {
  const merged = new Map<Signal, Observation>();
  for (const signal of new Set(instances.flatMap((observations) => [...observations.keys()]))) {
    const list = instances.map((observations) => observations.get(signal)).filter((one) => one !== undefined);
    const observation = mergeObservations(list);
    if (observation !== null) merged.set(signal, observation);
  }
  return merged;
}
