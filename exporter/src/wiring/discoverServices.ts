import type { Config } from '../config/config.ts';
import { loadPreset } from '../config/presets/loadPreset.ts';
import type { PrometheusSourceConfig } from '../config/sections/prometheusSource.ts';
import type { ServiceConfig } from '../config/sections/services.ts';
import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/problem.ts';
import type { SeriesPoints, Window } from '../core/series.ts';
import type { SeriesSource } from '../core/seriesSource.ts';
import { findServices } from '../sources/prometheus/findServices.ts';
import { PrometheusClient } from '../sources/prometheus/prometheusClient.ts';
import { PrometheusSource } from '../sources/prometheus/prometheusSource.ts';

/** New services are looked for this often, in real seconds. */
const LOOK_AGAIN_SECONDS = 300;

/** What a discovery works with. */
export interface DiscoveryOptions {
  readonly entry: Config['discover'][number];
  readonly source: PrometheusSourceConfig;
  readonly clock: Clock;
  /** Windows of the past that are read for a service when it is first found. */
  readonly backfill: (nowSeconds: number) => readonly Window[];
  /** Takes services in; answers with those that were not known yet. @throws Problem where they are too many */
  readonly add: (found: readonly ServiceConfig[]) => readonly ServiceConfig[];
  readonly onError: (message: string, error: unknown) => void;
}

/**
 * Services found by a preset, as a source of their series: the first read finds them, later ones look for more from time
 * to time. A read fails while the server is down or has too many services, and so it is told, counted and tried again
 * like that of any source. Services that are gone stay known: their figures vanish with their data.
 */
export class DiscoveredServices implements SeriesSource {
  readonly name: string;
  readonly #options: DiscoveryOptions;
  readonly #client: PrometheusClient;
  #known: readonly ServiceConfig[] = [];
  /** Found after the first time: their past is still to be read. */
  #withoutPast: readonly ServiceConfig[] = [];
  #source: PrometheusSource | null = null;
  #lookedSeconds = -Infinity;

  constructor(name: string, options: DiscoveryOptions) {
    this.name = name;
    this.#options = options;
    this.#client = new PrometheusClient(options.source);
  }

  async read(window: Window, signal: AbortSignal): Promise<readonly SeriesPoints[]> {
    const past = await this.#look(signal);
    return [...past, ...((await this.#source?.read(window, signal)) ?? [])];
  }

  async close(): Promise<void> {
    this.#client.close();
    await this.#source?.close();
  }

  /** Looks for services where it is time to; the past of those found later than the first, which the reader back-fills. */
  async #look(signal: AbortSignal): Promise<readonly SeriesPoints[]> {
    const { entry, source, clock, backfill, add, onError } = this.#options;
    const nowSeconds = clock.nowSeconds();
    if (nowSeconds - this.#lookedSeconds < LOOK_AGAIN_SECONDS) return [];
    const found = await findServices(this.#client, entry, loadPreset(entry.preset), { nowSeconds, signal });
    let fresh: readonly ServiceConfig[];
    try {
      fresh = add(found);
    } catch (error) {
      // What is known already goes on being read.
      if (this.#source === null) throw error;
      onError(`${this.name}: services that are new are left out`, error);
      fresh = [];
    }
    if (found.length === 0 && this.#source === null) {
      const matches = Object.keys(entry.match).length > 0 ? ' under `match`' : '';
      throw new Problem(
        'not_found',
        'Nothing found',
        `${source.url} has no services of preset ${entry.preset}${matches}`,
      );
    }
    if (this.#source === null || fresh.length > 0) {
      if (this.#source !== null) this.#withoutPast = [...this.#withoutPast, ...fresh];
      this.#known = [...this.#known, ...fresh];
      await this.#source?.close();
      this.#source = new PrometheusSource(source, this.#known);
    }
    const past =
      this.#withoutPast.length === 0 ? [] : await this.#past(this.#withoutPast, backfill(nowSeconds), signal);
    this.#withoutPast = [];
    this.#lookedSeconds = nowSeconds;
    return past;
  }

  async #past(
    services: readonly ServiceConfig[],
    windows: readonly Window[],
    signal: AbortSignal,
  ): Promise<SeriesPoints[]> {
    const source = new PrometheusSource(this.#options.source, services);
    try {
      const points: SeriesPoints[] = [];
      for (const window of windows) points.push(...(await source.read(window, signal)));
      return points;
    } finally {
      await source.close();
    }
  }
}
