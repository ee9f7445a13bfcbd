import type { LoadDriver } from '../../core/loadDriver.ts';
import { Problem } from '../../core/problem.ts';
import type { RunRecord } from '../../core/runState.ts';

/** A change of a run that is going on; what is left out stays. */
export interface Steering {
  readonly requestsPerSecond?: number | undefined;
  readonly paused?: boolean | undefined;
}

function requireAbility(driver: LoadDriver, ability: 'retarget' | 'pause'): void {
  if (driver.capabilities[ability]) return;
  const what = ability === 'pause' ? 'pause' : 'change the rate of';
  throw new Problem(
    'unprocessable',
    'Not possible',
    `The ${driver.name} driver cannot ${what} a run that is going on.`,
  );
}

/**
 * Holds a change against the run, all of it before any of it is made; throws a Problem: `conflict` for a run that cannot be
 * steered now, `unprocessable` for a rate above the ceiling or a driver that cannot do it.
 */
export function checkSteering(run: RunRecord, driver: LoadDriver, { requestsPerSecond, paused }: Steering): void {
  const { id, state, ceilingRequestsPerSecond: ceiling } = run;
  if (state === 'stopping' || state === 'finished') {
    throw new Problem('conflict', 'Not now', `Run ${id} is ${state} and cannot be steered any more.`);
  }
  if (requestsPerSecond !== undefined) {
    requireAbility(driver, 'retarget');
    if (!(requestsPerSecond >= 0 && requestsPerSecond <= ceiling)) {
      const allowed = `0 to ${ceiling}, the ceiling of this run`;
      throw new Problem('unprocessable', 'Rate out of bounds', `${requestsPerSecond} requests/s is not ${allowed}.`, [
        { path: 'requestsPerSecond', value: String(requestsPerSecond), allowed },
      ]);
    }
  }
  if (paused !== undefined) {
    requireAbility(driver, 'pause');
    if (state !== 'running' && state !== 'paused') {
      throw new Problem('conflict', 'Not now', `Run ${id} is ${state}; it can be paused once it runs.`);
    }
  }
}
