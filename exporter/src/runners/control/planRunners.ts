import type { LoadTest } from '../../core/loadTest.ts';
import { Problem } from '../../core/problem.ts';
import type { RunnerPool } from '../../core/runnerPool.ts';

/**
 * How many runners share a run: what is asked, else the test's own number.
 *
 * @param ceilingRequestsPerSecond of the run; each runner's cap is a whole number of requests a second
 * @param takenRunners runners of the pool that other runs have
 * @returns throws a Problem `unprocessable` with what would be right
 */
export function planRunners(
  test: LoadTest,
  wanted: number | undefined,
  ceilingRequestsPerSecond: number,
  pool: RunnerPool,
  takenRunners: number,
): number {
  const runners = wanted ?? test.runners;
  const refuse = (allowed: string): Problem =>
    new Problem('unprocessable', 'Runners out of bounds', `A run cannot have ${runners} runners: ${allowed}.`, [
      { path: 'runners', value: String(runners), allowed },
    ]);
  if (!(Number.isInteger(runners) && runners >= 1)) throw refuse('a whole number from 1');
  const free = pool.maxRunners - takenRunners;
  if (runners > free) {
    const taken = takenRunners > 0 ? `, of which other runs have ${takenRunners}` : '';
    throw refuse(`at most ${Math.max(0, free)} (pool ${pool.name} has ${pool.maxRunners}${taken})`);
  }
  if (runners > 1 && runners > ceilingRequestsPerSecond) {
    throw refuse(`at most one for each request/s of the ceiling, which is ${ceilingRequestsPerSecond}`);
  }
  return runners;
}
