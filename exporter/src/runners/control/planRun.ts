import type { LoadTest } from '../../core/loadTest.ts';
import { Problem } from '../../core/problem.ts';

/** What is asked of a start; the test's own values hold where nothing is asked. */
export interface RunWish {
  readonly requestsPerSecond?: number | undefined;
  readonly durationSeconds?: number | undefined;
  readonly runners?: number | undefined;
}

/** How much, how long, and how far it may be steered. */
export interface RunPlan {
  readonly test: LoadTest;
  readonly requestsPerSecond: number;
  readonly ceilingRequestsPerSecond: number;
  readonly durationSeconds: number;
}

function tooHigh(requestsPerSecond: number, allowed: string): Problem {
  return new Problem('unprocessable', 'Rate too high', `${requestsPerSecond} requests/s is too much: ${allowed}.`, [
    { path: 'requestsPerSecond', value: String(requestsPerSecond), allowed },
  ]);
}

/**
 * Holds a wish against the test and the limit. The limit is one for all runs together: what active runs may reach is
 * taken off, whatever they make at the moment.
 *
 * @param limitRequestsPerSecond targets.maxRequestsPerSecond
 * @param takenRequestsPerSecond sum of the ceilings of active runs
 * @returns throws a Problem `unprocessable` that says which bound the rate passes
 */
export function planRun(
  test: LoadTest,
  wish: RunWish,
  limitRequestsPerSecond: number,
  takenRequestsPerSecond: number,
): RunPlan {
  const requestsPerSecond = wish.requestsPerSecond ?? test.requestsPerSecond;
  const durationSeconds = wish.durationSeconds ?? test.durationSeconds;
  if (!(requestsPerSecond > 0 && Number.isFinite(requestsPerSecond))) {
    throw new Problem('unprocessable', 'Invalid rate', `A run cannot start at ${requestsPerSecond} requests/s.`, [
      { path: 'requestsPerSecond', value: String(requestsPerSecond), allowed: 'a number above 0' },
    ]);
  }
  if (!(durationSeconds > 0 && Number.isFinite(durationSeconds))) {
    throw new Problem('unprocessable', 'Invalid duration', `A run cannot last ${durationSeconds} s.`, [
      { path: 'durationSeconds', value: String(durationSeconds), allowed: 'a number of seconds above 0' },
    ]);
  }
  if (requestsPerSecond > test.maxRequestsPerSecond) {
    throw tooHigh(requestsPerSecond, `at most ${test.maxRequestsPerSecond} (tests.${test.name}.maxRequestsPerSecond)`);
  }
  const free = limitRequestsPerSecond - takenRequestsPerSecond;
  if (requestsPerSecond > free) {
    const taken = takenRequestsPerSecond > 0 ? `, of which active runs may take ${takenRequestsPerSecond}` : '';
    throw tooHigh(
      requestsPerSecond,
      `at most ${Math.max(0, free)} (targets.maxRequestsPerSecond is ${limitRequestsPerSecond}${taken})`,
    );
  }
  return {
    test,
    requestsPerSecond,
    ceilingRequestsPerSecond: Math.min(test.maxRequestsPerSecond, free),
    durationSeconds,
  };
}
