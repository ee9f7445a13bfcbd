import type { Config } from '../config/config.ts';
import type { LoadTest } from '../core/loadTest.ts';
import { Problem } from '../core/problem.ts';
import type { Test } from '../contract/index.ts';
import { problemDetails } from '../http/problemResponse.ts';
import type { Runs } from './createRuns.ts';

/** How long an answer on whether tests can start is believed; finding out starts the tool. */
const BELIEVED_SECONDS = 30;

/** Why a test cannot start now; null when it can. */
async function whyNot(test: LoadTest, runs: Runs): Promise<Problem | null> {
  const driver = runs.drivers.get(test.driver);
  if (driver === undefined) {
    const known = [...runs.drivers.keys()].join(', ');
    return new Problem(
      'unprocessable',
      'No such driver',
      `Test ${test.name} wants ${test.driver}; there are: ${known}.`,
    );
  }
  try {
    await driver.version();
    await driver.check(test);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** The configured tests with whether each can start, asked of the tool at most twice a minute. */
export function testViews(config: Config, runs: Runs): () => Promise<readonly Test[]> {
  const known = new Map<string, { readonly untilMs: number; readonly problem: Promise<Problem | null> }>();
  const problemOf = (test: LoadTest): Promise<Problem | null> => {
    const cached = known.get(test.name);
    if (cached !== undefined && performance.now() < cached.untilMs) return cached.problem;
    const problem = whyNot(test, runs);
    known.set(test.name, { untilMs: performance.now() + BELIEVED_SECONDS * 1000, problem });
    problem.catch(() => known.delete(test.name));
    return problem;
  };
  return () =>
    Promise.all(
      config.tests.map(async (test) => {
        const problem = await problemOf(test);
        return {
          name: test.name,
          service: test.service,
          driver: test.driver,
          target: test.target,
          requestsPerSecond: test.requestsPerSecond,
          maxRequestsPerSecond: Math.min(test.maxRequestsPerSecond, config.targets.maxRequestsPerSecond),
          durationSeconds: test.durationSeconds,
          capabilities: runs.drivers.get(test.driver)?.capabilities ?? {
            retarget: false,
            pause: false,
            confine: false,
          },
          problem: problem === null ? null : problemDetails(problem),
        };
      }),
    );
}
