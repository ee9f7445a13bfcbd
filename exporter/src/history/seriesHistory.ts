import type { HistoryConfig } from '../config/sections/history.ts';
import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/problem.ts';
import type { RegularSeries, SeriesId, SeriesPoints, Window } from '../core/series.ts';
import { seriesKey } from '../core/series.ts';
import type { Signal } from '../core/signal.ts';
import { HistoryArchive } from './historyArchive.ts';
import { historyTiers } from './historyTiers.ts';
import type { HistoryTiers } from './historyTiers.ts';
import type { Point } from '../core/seriesChange.ts';
import { StoredSeries } from './storedSeries.ts';
import type { AppendCounts } from './storedSeries.ts';

/** A span of time, both ends included; Unix seconds. The step is the tier's own. */
export type Span = Pick<Window, 'startSeconds' | 'endSeconds'>;

/** An instance that the history knows of a service. */
export interface KnownInstance {
  readonly instance: string;
  /** Labels as last given, e.g. `version`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Its newest point. */
  readonly newestSeconds: number;
}

/** Points this far ahead of the clock are taken: clocks of machines differ by so much. */
const CLOCK_SKEW_SECONDS = 60;
/** Keys of omitted series are remembered up to this number; beyond it they are only known to be more. */
const MOST_OMITTED = 10_000;

/**
 * The past of all series in memory, and the only owner of mutable series.
 *
 * Each series is kept in two tiers. *Fine*: slots of the cycle's interval, labelled by their start; a slot keeps the last
 * value written to it. *Coarse*: slots of the models' step, labelled by their end, as a Prometheus rate over the step
 * before that time is; a slot is the mean of the fine slots in it. Points may come in any order and again. Those so old
 * that the fine tier no longer holds all of their coarse slot replace that slot's value by the mean of such points
 * within the one append. Unknown slots are NaN.
 *
 * Memory: 4 bytes a slot and tier, allocated as the past grows; with the defaults (28 days of 5 minutes, 1 day of 30 s)
 * at most 4 × (8,065 + 2,881) = 44 KB a series, so 0.9 GB for 20,000 series.
 */
export class SeriesHistory {
  readonly tiers: HistoryTiers;
  /** What a store sees of it. */
  readonly archive: HistoryArchive;
  readonly #clock: Clock;
  readonly #maxSeries: number;
  readonly #retentionSeconds: number;
  /** Series by service, then by key. */
  readonly #series = new Map<string, Map<string, StoredSeries>>();
  #seriesCount = 0;
  readonly #labels = new Map<string, Map<string, Readonly<Record<string, string>>>>();
  readonly #omitted = new Set<string>();

  constructor(options: { readonly config: HistoryConfig; readonly intervalSeconds: number; readonly clock: Clock }) {
    const { config, intervalSeconds, clock } = options;
    this.tiers = historyTiers(config, intervalSeconds, clock);
    this.#clock = clock;
    this.#maxSeries = config.maxSeries;
    this.#retentionSeconds = config.retentionSeconds * clock.scale;
    this.archive = new HistoryArchive({
      tiers: this.tiers,
      find: (id) => this.#find(id),
      seriesFor: (id) => this.#seriesFor(id),
      labels: ({ service, instance }) => (instance === null ? {} : (this.#labels.get(service)?.get(instance) ?? {})),
      setLabels: (service, instance, labels) => this.#setLabels(service, instance, labels),
      append: (id, timestampsSeconds, values) => this.append({ id, timestampsSeconds, values }),
    });
  }

  get seriesCount(): number {
    return this.#seriesCount;
  }

  /** Bytes of the values kept. */
  get bytes(): number {
    let bytes = 0;
    for (const ofService of this.#series.values()) for (const series of ofService.values()) bytes += series.bytes;
    return bytes;
  }

  /** Takes points of one series. Points outside the retention, in the future or not finite are counted, not kept. */
  append(points: SeriesPoints): AppendCounts {
    const series = this.#seriesFor(points.id);
    if (series === null) return { written: 0, tooOld: 0, refused: points.values.length };
    const counts = series.append(points, this.#clock.nowSeconds() + CLOCK_SKEW_SECONDS);
    if (counts.written === 0) return counts;
    this.archive.noteChanged(series);
    const { instance, service } = points.id;
    if (instance !== null && points.labels !== undefined) this.#setLabels(service, instance, points.labels);
    return counts;
  }

  /** Why series are missing: the limit and how many it left out; null when none. */
  problem(): Problem | null {
    if (this.#omitted.size === 0) return null;
    const count = this.#omitted.size >= MOST_OMITTED ? `more than ${MOST_OMITTED}` : String(this.#omitted.size);
    const detail = `${count} series are left out, since ${this.#maxSeries} are kept already`;
    return new Problem('too_large', 'Too many series', detail, [
      { path: 'history.maxSeries', value: String(this.#maxSeries), allowed: 'a higher limit, or fewer instances' },
    ]);
  }

  /** Forgets series that were not written to for the retention; gives their number. */
  evict(): number {
    const horizon = this.#clock.nowSeconds() - this.#retentionSeconds;
    let evicted = 0;
    for (const [service, ofService] of this.#series) {
      for (const [key, series] of ofService) {
        if ((series.latest?.timestampSeconds ?? Number.NEGATIVE_INFINITY) >= horizon) continue;
        ofService.delete(key);
        this.archive.noteEvicted(series);
        evicted += 1;
      }
      if (ofService.size === 0) this.#series.delete(service);
      const left = new Set(this.instances(service).map(({ instance }) => instance));
      const labels = this.#labels.get(service);
      for (const instance of labels?.keys() ?? []) if (!left.has(instance)) labels?.delete(instance);
    }
    this.#seriesCount -= evicted;
    // What was left out for want of room asks again with its next point.
    if (evicted > 0) this.#omitted.clear();
    return evicted;
  }

  /** Services with data, in order of their first point. */
  services(): string[] {
    return [...this.#series.keys()].filter((service) => this.newestSeconds(service) !== null);
  }

  /** Instances of a service, also those that were not heard of for a while; see `newestSeconds`. */
  instances(service: string): KnownInstance[] {
    const newest = new Map<string, number>();
    for (const { id, latest } of this.#of(service)) {
      if (id.instance === null || latest === null) continue;
      newest.set(id.instance, Math.max(newest.get(id.instance) ?? 0, latest.timestampSeconds));
    }
    const labels = this.#labels.get(service);
    return [...newest].map(([instance, newestSeconds]) => ({
      instance,
      labels: labels?.get(instance) ?? {},
      newestSeconds,
    }));
  }

  /** Signals that are known of a service, or of one of its instances. */
  signals(service: string, instance: string | null): Signal[] {
    return [...this.#of(service)]
      .filter(({ id, latest }) => id.instance === instance && latest !== null)
      .map(({ id }) => id.signal);
  }

  /** The past on the models' step; NaN where nothing is known, and no longer than the retention. */
  coarse(id: SeriesId, span: Span): RegularSeries {
    return (this.#find(id) ?? new StoredSeries(id, this.tiers)).coarse(span);
  }

  /** The newest past at the cycle's interval; NaN where nothing is known, and no longer than the fine retention. */
  fine(id: SeriesId, span: Span): RegularSeries {
    return (this.#find(id) ?? new StoredSeries(id, this.tiers)).fine(span);
  }

  /** Newest point of a series, as it was given; null when there is none. */
  latest(id: SeriesId): Point | null {
    return this.#find(id)?.latest ?? null;
  }

  /** Newest point of a service and its instances; null when there is none. */
  newestSeconds(service: string): number | null {
    return this.#extreme(service, ({ latest }) => latest?.timestampSeconds ?? null, Math.max);
  }

  /** How far back a service's past reaches; null when there is none. */
  oldestSeconds(service: string): number | null {
    return this.#extreme(service, ({ oldestSeconds }) => oldestSeconds, Math.min);
  }

  #of(service: string): Iterable<StoredSeries> {
    return this.#series.get(service)?.values() ?? [];
  }

  #find(id: SeriesId): StoredSeries | undefined {
    return this.#series.get(id.service)?.get(seriesKey(id));
  }

  #setLabels(service: string, instance: string, labels: Readonly<Record<string, string>>): void {
    const ofService = this.#labels.get(service) ?? new Map<string, Readonly<Record<string, string>>>();
    this.#labels.set(service, ofService.set(instance, labels));
  }

  #extreme(
    service: string,
    of: (series: StoredSeries) => number | null,
    choose: (a: number, b: number) => number,
  ): number | null {
    let found: number | null = null;
    for (const series of this.#of(service)) {
      const seconds = of(series);
      if (seconds !== null) found = found === null ? seconds : choose(found, seconds);
    }
    return found;
  }

  #seriesFor(id: SeriesId): StoredSeries | null {
    const known = this.#find(id);
    if (known !== undefined) return known;
    const key = seriesKey(id);
    if (this.#seriesCount >= this.#maxSeries && this.evict() === 0) {
      if (this.#omitted.size < MOST_OMITTED) this.#omitted.add(key);
      return null;
    }
    const series = new StoredSeries(id, this.tiers);
    const ofService = this.#series.get(id.service) ?? new Map<string, StoredSeries>();
    this.#series.set(id.service, ofService.set(key, series));
    this.#seriesCount += 1;
    return series;
  }
}
