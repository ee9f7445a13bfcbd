import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/problem.ts';
import type { SeriesPoints, Window } from '../core/series.ts';
import type { SeriesSource } from '../core/seriesSource.ts';
import type { SourceSnapshot } from '../core/snapshot.ts';

/** A read that takes longer than this is given up; the source's own time-outs and retries are shorter. */
const CYCLE_READ_TIMEOUT_MS = 60_000;
const BACKFILL_READ_TIMEOUT_MS = 600_000;

/**
 * Reads one source cycle by cycle: the back-fill until it has succeeded once, then everything since the last read that
 * succeeded, so that a source that comes back fills its own gap. Failures are counted and kept as the reason.
 */
export class SourceReader {
  readonly #source: SeriesSource;
  readonly #clock: Clock;
  readonly #intervalSeconds: number;
  readonly #backfill: (nowSeconds: number) => readonly Window[];
  readonly #once: boolean;
  readonly #take: (points: readonly SeriesPoints[]) => void;
  #filled = false;
  #lastSuccessSeconds: number | null = null;
  #reads = 0;
  #failures = 0;
  #lastDurationSeconds: number | null = null;
  #problem: string | null = null;

  constructor(options: {
    readonly source: SeriesSource;
    readonly clock: Clock;
    readonly intervalSeconds: number;
    /** Windows of the past to fill when the source is first reached, oldest first. */
    readonly backfill: (nowSeconds: number) => readonly Window[];
    /** Whether the back-fill is all there is. */
    readonly once: boolean;
    readonly take: (points: readonly SeriesPoints[]) => void;
  }) {
    this.#source = options.source;
    this.#clock = options.clock;
    this.#intervalSeconds = options.intervalSeconds;
    this.#backfill = options.backfill;
    this.#once = options.once;
    this.#take = options.take;
  }

  /** One read up to now. Never throws: the outcome is in `snapshot()`. */
  async cycle(stopped: AbortSignal): Promise<void> {
    if (this.#filled && this.#once) return;
    const nowSeconds = this.#clock.nowSeconds();
    const startedAt = performance.now();
    this.#reads += 1;
    try {
      if (!this.#filled) await this.#fill(nowSeconds, stopped);
      else await this.#readSince(nowSeconds, stopped);
      this.#lastSuccessSeconds = nowSeconds;
      this.#problem = null;
    } catch (error) {
      if (stopped.aborted) return;
      this.#failures += 1;
      this.#problem = error instanceof Problem ? `${error.title}: ${error.message}` : String(error);
    } finally {
      this.#lastDurationSeconds = (performance.now() - startedAt) / 1000;
    }
  }

  async #fill(nowSeconds: number, stopped: AbortSignal): Promise<void> {
    // All windows are read before any is kept: a back-fill is whole or it is tried again.
    const answers: (readonly SeriesPoints[])[] = [];
    for (const window of this.#backfill(nowSeconds)) {
      answers.push(
        await this.#source.read(window, AbortSignal.any([stopped, AbortSignal.timeout(BACKFILL_READ_TIMEOUT_MS)])),
      );
    }
    answers.forEach(this.#take);
    this.#filled = true;
  }

  async #readSince(nowSeconds: number, stopped: AbortSignal): Promise<void> {
    const step = this.#intervalSeconds;
    const since = this.#lastSuccessSeconds ?? nowSeconds;
    // Points that are already known come again at most once; the history keeps the last of equals.
    const missed = Math.max(1, Math.round((nowSeconds - since) / step));
    const window: Window = {
      startSeconds: nowSeconds - (missed - 1) * step,
      endSeconds: nowSeconds,
      stepSeconds: step,
    };
    this.#take(await this.#source.read(window, AbortSignal.any([stopped, AbortSignal.timeout(CYCLE_READ_TIMEOUT_MS)])));
  }

  /** How this source has fared since the start. */
  snapshot(): SourceSnapshot {
    return {
      source: this.#source.name,
      readsTotal: this.#reads,
      readFailuresTotal: this.#failures,
      lastReadDurationSeconds: this.#lastDurationSeconds,
      problem: this.#problem,
    };
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}
