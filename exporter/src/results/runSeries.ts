import type { Histogram } from '../core/histogram.ts';
import { emptyHistogram, mergeHistograms, quantile } from '../core/histogram.ts';
import type { ResultWindow } from '../core/loadDriver.ts';
import type { RunSecond } from '../core/runState.ts';
import { mergeWindows } from './merge.ts';

/** Seconds by which the slowest runner may lag before its second is given out without it. */
const LATEST_SECONDS = 2;

/** Latency percentiles, in seconds. */
export interface LatencySummary {
  readonly p50Seconds: number;
  readonly p95Seconds: number;
  readonly p99Seconds: number;
}

/** The results of a run, second by second and as a whole, over all its runners. */
export interface RunSeries {
  /** From this time on the run aims at this rate. Times must not fall. */
  aim(requestsPerSecond: number, nowSeconds: number): void;
  /** Takes a span of one runner in; answers the seconds that are complete with it, in order. */
  add(runner: number, window: ResultWindow): readonly RunSecond[];
  /** A runner has given all it had; answers the seconds that waited for it alone. */
  end(runner: number): readonly RunSecond[];
  readonly seconds: readonly RunSecond[];
  readonly totals: { readonly requests: number; readonly errors: number; readonly refused: number };
  /** Latency of all requests of the run; count 0 before the first. */
  readonly latency: Histogram;
}

/** Percentiles of a histogram; null where it is empty. */
export function latencySummary(latency: Histogram): LatencySummary | null {
  const at = (q: number): number => quantile(latency, q) ?? 0;
  return latency.count > 0 ? { p50Seconds: at(0.5), p95Seconds: at(0.95), p99Seconds: at(0.99) } : null;
}

/** Whether nothing happened in a span. */
function isEmpty({ requests, refused, iterations, droppedIterations }: ResultWindow): boolean {
  return requests + refused + iterations + droppedIterations === 0;
}

/** Rates a run aimed at, in time. */
function createAims(): { aim(rate: number, now: number): void; at(seconds: number): number } {
  const aims: { since: number; rate: number }[] = [];
  return {
    aim: (rate, now) => void aims.push({ since: now, rate }),
    at: (seconds) => (aims.findLast((one) => one.since <= seconds) ?? aims[0])?.rate ?? 0,
  };
}

/** A count over several seconds as whole counts that add up to it. */
function spread(count: number, parts: number): number[] {
  return Array.from(
    { length: parts },
    (_, i) => Math.floor((count * (i + 1)) / parts) - Math.floor((count * i) / parts),
  );
}

function toSeconds(
  window: ResultWindow,
  lastSeconds: number,
  span: number,
  targetAt: (seconds: number) => number,
): RunSecond[] {
  const percentiles = latencySummary(window.latency);
  const counts = {
    requests: spread(window.requests, span),
    errors: spread(window.errors, span),
    refused: spread(window.refused, span),
    dropped: spread(window.droppedIterations, span),
  };
  return Array.from({ length: span }, (_, i) => {
    const timestampSeconds = lastSeconds - (span - 1 - i);
    return {
      timestampSeconds,
      // A span tells of the second before it.
      targetRequestsPerSecond: targetAt(timestampSeconds - 0.5),
      requests: counts.requests[i] ?? 0,
      errors: counts.errors[i] ?? 0,
      refused: counts.refused[i] ?? 0,
      droppedIterations: counts.dropped[i] ?? 0,
      vus: window.vus,
      p50Seconds: percentiles?.p50Seconds ?? null,
      p95Seconds: percentiles?.p95Seconds ?? null,
      p99Seconds: percentiles?.p99Seconds ?? null,
    };
  });
}

/**
 * Builds a run's seconds from the spans of its runners. Each runner pushes about once a second on its own beat; its spans
 * are counted off from its first, so that a push that comes a little early or late still is the next second. A push that
 * comes before its second is over is added to the next one; one that covers several seconds (pushes were lost) is spread
 * over them, so that the sum of the seconds is always the sum of the spans.
 *
 * @param runners number of runners; a second is complete when each has told of it, has ended, or lags by 2 s
 */
export function createRunSeries(runners: number): RunSeries {
  const seconds: RunSecond[] = [];
  const totals = { requests: 0, errors: 0, refused: 0 };
  const aims = createAims();
  const beats = Array.from({ length: runners }, () => ({
    phase: null as number | null,
    newest: -Infinity,
    ended: false,
  }));
  let latency = emptyHistogram();
  const waiting = new Map<number, ResultWindow[]>();
  let given = -Infinity;
  /** The run's own beat: that of the runner who told first. Its seconds are whole ones apart. */
  let runPhase: number | null = null;

  const give = (): readonly RunSecond[] => {
    const alive = beats.filter((beat) => !beat.ended);
    const newest = Math.max(...beats.map((beat) => beat.newest));
    const complete = alive.length === 0 ? Infinity : Math.min(...alive.map((beat) => beat.newest));
    const until = Math.max(complete, newest - LATEST_SECONDS);
    const due = [...waiting.keys()].filter((second) => second <= until).sort((a, b) => a - b);
    const fresh = due.flatMap((second) => {
      const merged = mergeWindows(waiting.get(second) ?? []);
      waiting.delete(second);
      const span = given === -Infinity ? 1 : Math.max(1, second - given);
      given = Math.max(given, second);
      return toSeconds(merged, second + (runPhase ?? 0), span, aims.at);
    });
    seconds.push(...fresh);
    return fresh;
  };

  return {
    aim: aims.aim,
    add: (runner, window) => {
      const beat = beats[runner];
      if (beat === undefined) throw new RangeError(`there is no runner ${runner} among ${runners}`);
      totals.requests += window.requests;
      totals.errors += window.errors;
      totals.refused += window.refused;
      latency = mergeHistograms([latency, window.latency]);
      beat.phase ??= window.timestampSeconds % 1;
      runPhase ??= beat.phase;
      const due = Math.round(window.timestampSeconds - beat.phase);
      // A span whose second was given already goes into the next, and waits until that one is over.
      const isEarly = due <= given;
      // The last push often says everything once more, and nothing new: no second of its own.
      if (isEarly && isEmpty(window)) return [];
      const second = isEarly ? given + 1 : due;
      waiting.set(second, [...(waiting.get(second) ?? []), window]);
      beat.newest = Math.max(beat.newest, isEarly ? second - 1 : second);
      return give();
    },
    end: (runner) => {
      const beat = beats[runner];
      if (beat !== undefined) beat.ended = true;
      return give();
    },
    seconds,
    totals,
    get latency() {
      return latency;
    },
  };
}
