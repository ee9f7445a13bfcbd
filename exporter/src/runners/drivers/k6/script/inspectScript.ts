import { access, constants } from 'node:fs/promises';
import type { ScriptThreshold } from '../../../../core/loadDriver.ts';
import type { LoadTest } from '../../../../core/loadTest.ts';
import { Problem } from '../../../../core/problem.ts';
import { durationSeconds } from './durationSeconds.ts';
import { k6Complaint } from '../k6Log.ts';
import type { K6Program } from '../k6Program.ts';
import { k6Environment, runK6 } from '../runK6.ts';

/** A scenario of a script's own, as `k6 inspect` prints it. Fields depend on the executor. */
export type OwnScenario = Readonly<Record<string, unknown>>;

/** What matters here of a script's options. */
export interface InspectedScript {
  /** Empty where the script has none, or only `vus`, `duration` and the like. */
  readonly scenarios: Readonly<Record<string, OwnScenario>>;
  readonly rps: number | null;
  readonly blacklistIps: readonly string[];
  readonly thresholds: readonly ScriptThreshold[];
}

/** A script's environment: what the test gives it, and where the load shall go. */
export function scriptEnvironment(test: LoadTest): Record<string, string> {
  return { ...test.env, TARGET: test.target };
}

function unfit(test: LoadTest, detail: string, allowed: string): Problem {
  return new Problem('unprocessable', 'Script unfit', `${test.script}: ${detail}`, [
    { path: `tests.${test.name}.script`, value: test.script, allowed },
  ]);
}

/** Runs `k6 inspect` on a file; throws a Problem with k6's own words where the script cannot run. */
export async function inspectFile(
  test: LoadTest,
  k6: K6Program,
  file: string,
  searchPath: string,
  extra: readonly string[] = [],
): Promise<unknown> {
  const env = k6Environment('/nonexistent', searchPath, scriptEnvironment(test));
  const answer = await runK6(k6.path, ['inspect', '--no-color', '--include-system-env-vars', ...extra, file], env);
  if (answer.code !== 0) {
    const words = k6Complaint(answer.stderr) || 'k6 did not answer within 30 s';
    throw unfit(test, `k6 refuses it: ${words}`, 'a script that `k6 inspect` accepts');
  }
  try {
    return JSON.parse(answer.stdout);
  } catch {
    throw unfit(
      test,
      `k6 inspect printed no JSON: ${answer.stdout.slice(0, 200)}`,
      'a script that prints nothing while it is loaded',
    );
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Thresholds as k6 prints them: an expression, or an object with one where it may abort the test. */
function thresholdsOf(options: Readonly<Record<string, unknown>>): ScriptThreshold[] {
  return Object.entries(objectOf(options['thresholds'])).flatMap(([metric, list]) =>
    (Array.isArray(list) ? list : []).map((one: unknown) => {
      const { threshold, abortOnFail, delayAbortEval } = objectOf(one);
      return {
        metric,
        expression: String(threshold ?? one),
        abortOnFail: abortOnFail === true,
        delayAbortSeconds: durationSeconds(delayAbortEval),
      };
    }),
  );
}

/** Reads a user's script as k6 itself does, without running it. */
export async function inspectScript(test: LoadTest, k6: K6Program, searchPath: string): Promise<InspectedScript> {
  const isThere = await access(test.script, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!isThere) throw unfit(test, 'there is no such file, or it cannot be read', 'path of a k6 script');
  const options = objectOf(await inspectFile(test, k6, test.script, searchPath));
  const scenarios = Object.entries(objectOf(options['scenarios'])).map(([name, one]) => [name, objectOf(one)] as const);
  return {
    scenarios: Object.fromEntries(scenarios),
    rps: typeof options['rps'] === 'number' && options['rps'] > 0 ? options['rps'] : null,
    blacklistIps: Array.isArray(options['blacklistIPs']) ? options['blacklistIPs'].map(String) : [],
    thresholds: thresholdsOf(options),
  };
}
