import type { Config } from '../../config/config.ts';
import type { Clock } from '../../core/clock.ts';
import type { LoadTest } from '../../core/loadTest.ts';
import { Problem } from '../../core/problem.ts';
import { createRuns } from '../createRuns.ts';

/** How a test was found. */
export interface TestFinding {
  readonly test: LoadTest;
  /** Why it could not start; null when it could. */
  readonly problem: string | null;
}

/**
 * Asks the driver of each test whether it could start. Script, target and rates were checked when the configuration was
 * read; nothing is sent to the target.
 */
export async function checkTests(config: Config, clock: Clock): Promise<TestFinding[]> {
  const ignore = (): void => undefined;
  const { drivers } = createRuns(config, clock, { baseUrl: () => '', onDecision: ignore, onError: ignore });
  const findings: TestFinding[] = [];
  for (const test of config.tests) {
    const driver = drivers.get(test.driver);
    try {
      await driver?.version();
      await driver?.check(test);
      const known = [...drivers.keys()].join(', ');
      findings.push({
        test,
        problem: driver === undefined ? `there is no driver ${test.driver} yet, only ${known}` : null,
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const fields = error.fields.map(({ path, allowed }) => ` ${path}: ${allowed}`).join(';');
      findings.push({ test, problem: `${error.message}${fields}` });
    }
  }
  return findings;
}
