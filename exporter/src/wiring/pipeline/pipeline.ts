import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import type { ServiceSnapshot, Snapshot } from '../../core/snapshot.ts';
import type { SeriesHistory } from '../../history/seriesHistory.ts';
import type { SourceReader } from '../sourceReader.ts';
import { isFresh } from './freshness.ts';
import type { ServiceWatch } from './serviceWatch.ts';

/** What a pipeline runs on. */
export interface PipelineOptions {
  readonly clock: Clock;
  readonly intervalSeconds: number;
  readonly readers: readonly SourceReader[];
  readonly services: readonly ServiceWatch[];
  readonly history: SeriesHistory;
  /** After each cycle, with its picture. An error in it is the caller's own matter. */
  readonly onCycle: (snapshot: Snapshot) => void;
  readonly onError: (message: string, error: unknown) => void;
}

/**
 * The cycle: read all sources, take in what they gave, look at every service, publish one immutable picture. Cycles do
 * not overlap; one that took longer than the interval is followed at once by the next.
 */
export class Pipeline {
  readonly #options: PipelineOptions;
  readonly #stopped = new AbortController();
  #snapshot: Snapshot | null = null;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: PipelineOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** The last cycle's picture; null before the first has ended. */
  snapshot(): Snapshot | null {
    return this.#snapshot;
  }

  /** Why figures are missing, a sentence each; empty when every source and service is live. */
  problems(): readonly string[] {
    const { readers, history, services, clock, intervalSeconds } = this.#options;
    if (this.#snapshot === null) return ['The first cycle is still under way (reading history).'];
    const reasons = readers.flatMap((reader) => {
      const { source, problem } = reader.snapshot();
      return problem === null ? [] : [`Source ${source}: ${problem}`];
    });
    const tooMany = history.problem();
    if (tooMany !== null) reasons.push(`${tooMany.title}: ${tooMany.message}`);
    const silent = services.filter(
      (one) => !isFresh(history.newestSeconds(one.name), clock.nowSeconds(), intervalSeconds),
    );
    if (silent.length === services.length) reasons.push('No service has fresh data.');
    return reasons;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#loop;
    await Promise.all(this.#options.readers.map((reader) => reader.close()));
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    const { clock, intervalSeconds, onError } = this.#options;
    // What an earlier life left behind is shown at once, before any source has answered.
    if (this.#options.history.seriesCount > 0) {
      await this.#look(clock.nowSeconds()).catch((error: unknown) => onError('the first look failed', error));
    }
    while (!signal.aborted) {
      const startedSeconds = clock.nowSeconds();
      try {
        await this.#read();
        await this.#look(startedSeconds);
      } catch (error) {
        if (!signal.aborted) onError('a cycle failed', error);
      }
      await pause(Math.max(0, startedSeconds + intervalSeconds - clock.nowSeconds()), signal);
    }
  }

  async #read(): Promise<void> {
    const { readers, history } = this.#options;
    await Promise.all(readers.map((reader) => reader.cycle(this.#stopped.signal)));
    history.evict();
  }

  async #look(startedSeconds: number): Promise<void> {
    const { services, onCycle } = this.#options;
    const pictures: ServiceSnapshot[] = [];
    for (const service of services) {
      if (this.#stopped.signal.aborted) return;
      pictures.push(service.snapshot());
      // Requests are answered between services: the event loop serves.
      await nextTurn();
    }
    onCycle(this.#publish(pictures, startedSeconds));
  }

  #publish(pictures: readonly ServiceSnapshot[], startedSeconds: number): Snapshot {
    const { readers, history, clock } = this.#options;
    const snapshot: Snapshot = {
      cycleTimestampSeconds: clock.nowSeconds(),
      cycleDurationSeconds: clock.nowSeconds() - startedSeconds,
      series: history.seriesCount,
      services: pictures,
      sources: readers.map((reader) => reader.snapshot()),
    };
    this.#snapshot = snapshot;
    return snapshot;
  }
}

/** Waits, unless stopped; the timer is gone either way. */
function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, seconds * 1000);
    signal.addEventListener('abort', end);
  });
}
