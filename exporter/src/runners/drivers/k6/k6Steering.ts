import type { LoadShare, ResultWindow } from '../../../core/loadDriver.ts';
import type { LoadTest } from '../../../core/loadTest.ts';
import type { GateTarget } from '../../../core/runnerPool.ts';
import { createRequestRatio } from './requestRatio.ts';
import { segmentShare } from './segmentShare.ts';

/** Share of the rate to begin with while it is not known how many requests an iteration makes. */
const PROBE_RATIO = 0.1;
/** Changes of the measured ratio below this are not worth a new target. */
const FOLLOW_RATIO = 0.02;

/** Turns requests a second into the gate's iterations a second, and follows the measured ratio between them. */
export interface K6Steering {
  retarget(requestsPerSecond: number): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Nothing more, whatever is asked later. */
  halt(): Promise<void>;
  take(window: ResultWindow): void;
}

/**
 * Iterations a second that k6 starts over all runners. While the ratio is not known it is taken as one request per
 * iteration, which is the most iterations that can be needed unless iterations make no request at all.
 */
export function ceilingIterations(test: LoadTest, ceilingRequestsPerSecond: number): number {
  return ceilingRequestsPerSecond / (test.requestsPerIteration ?? 1);
}

/**
 * @param setTarget hands a target to the gate; it is called with this runner's own part of it. Both of its rates are of
 *   one runner, so their ratio is the share of iterations that works
 */
export function createK6Steering(share: LoadShare, setTarget: (target: GateTarget) => Promise<void>): K6Steering {
  const given = share.test.requestsPerIteration;
  const { ratio: part } = segmentShare(share.index, share.count, share.ceilingRequestsPerSecond);
  const measured = createRequestRatio();
  let wanted = share.requestsPerSecond;
  let isPaused = false;
  let isHalted = false;
  let used: number | null = given;

  const apply = (): Promise<void> => {
    const running = isPaused || isHalted ? 0 : wanted;
    const iterations = used === null ? Math.max(1, running * PROBE_RATIO) : running / used;
    return setTarget({
      iterationsPerSecond: (running === 0 ? 0 : iterations) * part,
      ceilingIterationsPerSecond: ceilingIterations(share.test, share.ceilingRequestsPerSecond) * part,
    });
  };
  const change = (set: () => void): Promise<void> => {
    set();
    return apply();
  };
  return {
    retarget: (rate) => change(() => (wanted = rate)),
    pause: () => change(() => (isPaused = true)),
    resume: () => change(() => (isPaused = false)),
    halt: () => change(() => (isHalted = true)),
    take: (window) => {
      if (given !== null) return;
      measured.take(window);
      const ratio = measured.requestsPerIteration;
      if (ratio === null || (used !== null && Math.abs(ratio / used - 1) < FOLLOW_RATIO)) return;
      used = ratio;
      void apply();
    },
  };
}
