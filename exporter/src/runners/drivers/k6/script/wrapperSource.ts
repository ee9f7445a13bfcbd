import { pathToFileURL } from 'node:url';
import type { SteeredScenario } from './scenarioPlan.ts';

/** What a wrapper is made from. */
export interface WrapperPlan {
  /** The user's script, absolute. */
  readonly script: string;
  readonly scenarios: Readonly<Record<string, SteeredScenario>>;
  /** File that takes the totals of the metrics and the results of the script's thresholds. */
  readonly summaryFile: string;
  /** Processes that share the run. */
  readonly runners: number;
}

/** Where k6's side of the gate stands; the same distance away in the source tree and when built. */
const STEER_MODULE = new URL('../../../../../../k6-extension-scripts/src/lib/steer.ts', import.meta.url).href;

/**
 * The k6 script that runs a user's script under the gate. It imports the user's script as it is, and holds nothing but the
 * plan: the logic is k6-extension-scripts/src/lib/steer.ts. k6 looks functions up by name among the exports, so each gets an
 * export of its own.
 */
export function wrapperSource({ script, scenarios, summaryFile, runners }: WrapperPlan): string {
  const functions = [...new Set(Object.values(scenarios).map((scenario) => scenario.exec))];
  const runs = functions.map(
    (name, i) =>
      `function run${i}(data) { return steered.run(${JSON.stringify(name)}, data); }\n` +
      `export { run${i} as ${name} };`,
  );
  return [
    '// Made by Loadstar for one run.',
    `import * as script from ${JSON.stringify(pathToFileURL(script).href)};`,
    `import { steer } from ${JSON.stringify(STEER_MODULE)};`,
    `const plan = ${JSON.stringify({ scenarios, functions, summaryFile, runners }, null, 2)};`,
    'const steered = steer(script, plan, __ENV.LOADSTAR_GATE);',
    'export const options = steered.options;',
    'export function setup() { return steered.setup(); }',
    'export function teardown(data) { return steered.teardown(data); }',
    'export function handleSummary(summary) { return steered.handleSummary(summary); }',
    ...runs,
    '',
  ].join('\n');
}
