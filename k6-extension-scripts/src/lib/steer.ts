import { openGate } from './gate.ts';
import { LOAD_LATENCY } from './loadMetrics.ts';
import type { ScriptOptions } from './steeredOptions.ts';
import { steeredOptions } from './steeredOptions.ts';
import type { Summary } from './userSummary.ts';
import { ownStats } from './summaryStats.ts';
import { thresholdMetrics, thresholdResults, userSummary } from './userSummary.ts';

/** Everything that a user's script exports. */
type Script = Readonly<Record<string, unknown>>;
type SummaryFiles = Readonly<Record<string, unknown>>;

/** What the generated wrapper hands over. */
export interface SteerPlan {
  /** Scenarios to run instead of the script's own; `exec` names are the script's. */
  readonly scenarios: unknown;
  /** Names of the script's functions that the scenarios run. */
  readonly functions: readonly string[];
  /** File that takes the totals of the metrics and the results of the thresholds, as JSON. */
  readonly summaryFile: string;
  /** Processes that share the run. */
  readonly runners: number;
}

/** What a wrapper exports in place of the user's script. */
export interface Steered {
  readonly options: ScriptOptions;
  run(name: string, data: unknown): unknown;
  setup(): unknown;
  teardown(data: unknown): unknown;
  handleSummary(summary: Summary): SummaryFiles;
}

type Callable = (...args: readonly unknown[]) => unknown;

function callable(script: Script, name: string): Callable | null {
  const value = script[name];
  return typeof value === 'function' ? (value as Callable) : null;
}

/** Throws where a scenario names a function that the script does not export. */
function requireFunctions(script: Script, names: readonly string[]): void {
  const exported = Object.keys(script).filter((name) => callable(script, name) !== null);
  const missing = names.filter((name) => !exported.includes(name));
  if (missing.length === 0) return;
  const known = exported.length === 0 ? 'no functions' : exported.join(', ');
  throw new Error(`function '${missing.join("', '")}' not found in exports; the script exports ${known}`);
}

/** What Loadstar wants to know at the end. */
function totals(summary: Summary, clean: Summary, names: readonly string[]): string {
  return JSON.stringify({
    thresholds: thresholdResults(clean),
    metrics: thresholdMetrics(summary, names),
    latency: summary.metrics[LOAD_LATENCY] ?? null,
  });
}

/** The user's own summary, whatever it does; k6 would drop Loadstar's with it if it threw. */
function ownFiles(script: Script, summary: Summary): SummaryFiles {
  try {
    return (callable(script, 'handleSummary')?.(summary) as SummaryFiles | undefined) ?? {};
  } catch (error) {
    console.error(`handleSummary of the script failed: ${String(error)}`);
    return {};
  }
}

/**
 * Puts a user's script under the gate. The script itself is not changed: this calls its functions, when the gate lets it.
 *
 * @param script namespace of the user's module
 * @param plan what to run; see {@link SteerPlan}
 * @param gateUrl base URL of the gate, with its secret path; undefined while k6 only inspects
 */
export function steer(script: Script, plan: SteerPlan, gateUrl: string | undefined): Steered {
  requireFunctions(script, plan.functions);
  const gate = openGate(gateUrl ?? 'http://127.0.0.1:9');
  const own = script['options'] as ScriptOptions | undefined;
  const thresholdNames = Object.keys((own?.['thresholds'] ?? {}) as object);
  return {
    options: steeredOptions(own, plan.scenarios, plan.runners),
    run: (name, data) => gate.pass(() => callable(script, name)?.(data)),
    setup: () => {
      const setup = callable(script, 'setup');
      if (setup === null) return undefined;
      if (!gate.isHeld()) throw new Error('Loadstar: the gate does not answer, so nobody steers this test.');
      return setup();
    },
    teardown: (data) => {
      const teardown = callable(script, 'teardown');
      if (teardown === null) return undefined;
      if (gate.isHeld()) return teardown(data);
      console.warn('Loadstar: teardown was left out, since nobody steers this test any more.');
      return undefined;
    },
    handleSummary: (summary) => {
      const clean = userSummary(summary, ownStats(own?.['summaryTrendStats']));
      // One process of several knows a part only; its summary would pass for the whole.
      const files = plan.runners === 1 ? ownFiles(script, clean) : {};
      return { ...files, [plan.summaryFile]: totals(summary, clean, thresholdNames) };
    },
  };
}
