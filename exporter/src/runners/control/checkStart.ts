import type { LoadDriver } from '../../core/loadDriver.ts';
import type { LoadTest } from '../../core/loadTest.ts';
import { Problem } from '../../core/problem.ts';
import type { DriverName } from '../../core/vocabularies.ts';
import { resolveTarget } from '../targets.ts';
import type { RunPlan } from './planRun.ts';
import type { RunResults, ThresholdJudge } from './runResults.ts';

/** The configuration's `targets`. */
export interface TargetRules {
  readonly allow: readonly string[];
  readonly maxRequestsPerSecond: number;
  readonly unconfined: boolean;
}

/** A test with the driver that runs it. */
export interface Startable {
  readonly test: LoadTest;
  readonly driver: LoadDriver;
}

/** What was found out before a start. */
export interface CheckedStart {
  /** Addresses that the tool may dial. */
  readonly allowedAddresses: readonly string[];
  readonly notices: readonly string[];
  /** For what the tool cannot judge itself. */
  readonly thresholds: ThresholdJudge;
}

/** Finds a test and its driver by name; throws a Problem that names what there is. */
export function findStartable(
  name: string,
  tests: readonly LoadTest[],
  drivers: ReadonlyMap<DriverName, LoadDriver>,
): Startable {
  const test = tests.find((one) => one.name === name);
  if (test === undefined) {
    const known = tests.map((one) => one.name).join(', ') || 'none';
    throw new Problem('not_found', 'No such test', `There is no test "${name}"; known: ${known}.`, [
      { path: 'test', value: name, allowed: known },
    ]);
  }
  const driver = drivers.get(test.driver);
  if (driver !== undefined) return { test, driver };
  const known = [...drivers.keys()].join(', ') || 'none';
  throw new Problem('unprocessable', 'No such driver', `Test ${name} wants ${test.driver}; there are: ${known}.`);
}

/**
 * Everything that can be known to be wrong before anything runs; throws the first Problem. The tool judges its script's
 * thresholds where it is one process; of several, each knows a part only.
 */
export async function checkStart(
  { test, driver }: Startable,
  plan: RunPlan & { readonly runners: number },
  rules: TargetRules,
  results: Pick<RunResults, 'createThresholdJudge'>,
): Promise<CheckedStart> {
  if (!driver.capabilities.confine && !rules.unconfined) {
    throw new Problem(
      'forbidden',
      'Driver cannot be confined',
      `The ${driver.name} driver cannot be kept to the allowed targets; it runs only with targets.unconfined: true.`,
    );
  }
  const { addresses } = await resolveTarget(test.target, rules.allow);
  const version = await driver.version();
  const { thresholds } = await driver.check(test);
  const judge = results.createThresholdJudge(plan.runners > 1 ? thresholds : []);
  const notices = [`${driver.name} ${version}`];
  if (plan.ceilingRequestsPerSecond < test.maxRequestsPerSecond) {
    notices.push(`the ceiling is ${plan.ceilingRequestsPerSecond} requests/s by targets.maxRequestsPerSecond`);
  }
  return { allowedAddresses: addresses, notices, thresholds: judge };
}
