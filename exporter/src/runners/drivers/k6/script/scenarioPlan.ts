import type { LoadTest } from '../../../../core/loadTest.ts';
import { durationSeconds } from './durationSeconds.ts';
import type { OwnScenario } from './inspectScript.ts';

/** A scenario that runs at the ceiling for the gate to thin. */
export interface SteeredScenario {
  readonly executor: 'constant-arrival-rate';
  readonly rate: number;
  readonly timeUnit: string;
  readonly duration: string;
  readonly preAllocatedVUs: number;
  readonly maxVUs: number;
  readonly exec: string;
  readonly [kept: string]: unknown;
}

/** Iterations started in so many seconds make whole numbers of fractional rates; k6 takes integers only. */
const RATE_UNIT_SECONDS = 1000;
/** What a scenario keeps of its own. */
const KEPT = ['env', 'tags', 'options', 'gracefulStop'] as const;

function numberOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

function highestStage(scenario: OwnScenario): number {
  const stages = Array.isArray(scenario['stages']) ? scenario['stages'] : [];
  return Math.max(0, ...stages.map((stage: unknown) => numberOf((stage as { target?: unknown } | null)?.target)));
}

/** Highest iterations a second of an arrival-rate scenario, else 0. */
function ownRate(scenario: OwnScenario): number {
  if (!String(scenario['executor']).endsWith('arrival-rate')) return 0;
  const rate = Math.max(numberOf(scenario['rate']), numberOf(scenario['startRate']), highestStage(scenario));
  return rate / (durationSeconds(scenario['timeUnit'] ?? '1s') || 1);
}

/** Most VUs of a scenario. */
function ownVus(scenario: OwnScenario): number {
  const given = ['vus', 'startVUs', 'preAllocatedVUs'].map((name) => numberOf(scenario[name]));
  return Math.max(1, ...given, ownRate(scenario) > 0 ? 0 : highestStage(scenario));
}

/** Shares of the load, summing to 1: by rate where every scenario has one, else by VUs. */
function weights(scenarios: readonly OwnScenario[]): number[] {
  const rates = scenarios.map(ownRate);
  const raw = rates.every((rate) => rate > 0) ? rates : scenarios.map(ownVus);
  const total = raw.reduce((sum, one) => sum + one, 0);
  return raw.map((one) => one / total);
}

/**
 * The user's scenarios as arrival rates at the ceiling: one for each, with its function, environment and tags, and its share
 * of the load by its own rate (or VUs). Start times and shapes are left out, since the gate gives the shape. A script
 * without scenarios gets one that runs its default function.
 *
 * @param ceilingIterationsPerSecond iterations a second that k6 starts over all scenarios and runners
 * @param lastsSeconds how long each scenario lasts
 * @param runners processes that share every scenario
 */
export function planScenarios(
  own: Readonly<Record<string, OwnScenario>>,
  test: LoadTest,
  ceilingIterationsPerSecond: number,
  lastsSeconds: number,
  runners = 1,
): Record<string, SteeredScenario> {
  const scenarios = Object.keys(own).length === 0 ? { default: {} } : own;
  const shares = weights(Object.values(scenarios));
  const planned = Object.entries(scenarios).map(([name, scenario], i): [string, SteeredScenario] => {
    const share = shares[i] ?? 0;
    const kept = KEPT.filter((key) => scenario[key] !== null && scenario[key] !== undefined).map((key) => [
      key,
      scenario[key],
    ]);
    // k6 deals VUs out by segment; one that gets none would start no iteration, and its share be lost.
    const fewest = runners === 1 ? 1 : 2 * runners;
    const preAllocatedVUs = Math.max(fewest, Math.round(test.vus.preAllocated * share));
    return [
      name,
      {
        ...Object.fromEntries(kept),
        executor: 'constant-arrival-rate',
        rate: Math.max(1, Math.round(ceilingIterationsPerSecond * share * RATE_UNIT_SECONDS)),
        timeUnit: `${RATE_UNIT_SECONDS}s`,
        duration: `${Math.ceil(lastsSeconds * 1000)}ms`,
        preAllocatedVUs,
        maxVUs: Math.max(preAllocatedVUs, Math.round(test.vus.max * share)),
        exec: typeof scenario['exec'] === 'string' ? scenario['exec'] : 'default',
      },
    ];
  });
  return Object.fromEntries(planned);
}
