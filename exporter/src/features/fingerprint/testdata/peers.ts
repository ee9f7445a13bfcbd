import { seededRandom } from '../../../core/random.ts';
import type { RegularSeries } from '../../../core/series.ts';
import type { Signal } from '../../../core/signal.ts';
import { FINGERPRINT_DAYS } from '../instanceBlocks.ts';

/** Steps in a day of the services made here. */
export const STEPS_PER_DAY = 96;
const STEP_SECONDS = 900;
const STEPS = FINGERPRINT_DAYS * STEPS_PER_DAY;

/** What is unlike in one instance; factors are 1 where nothing is. */
export interface Unlike {
  readonly demandShare?: number;
  readonly costFactor?: number;
  readonly latencyFactor?: number;
  readonly memoryGrowthPerDay?: number;
  readonly latencyNoiseFactor?: number;
  /** Day on which the instance came up. */
  readonly sinceDay?: number;
}

/** What all instances live with. */
export interface Weather {
  readonly seed?: number;
  /** Multiplies demand. */
  readonly load?: number;
  /** Spread of bursts that hit all instances at once, in demand and latency. */
  readonly commonSpread?: number;
}

/**
 * The past of instances `a`, `b`, … of one service: demand with a daily season, what it costs, and noise that is less
 * the more requests a step has.
 */
export function servicePast(instances: readonly Unlike[], weather: Weather = {}): Map<string, Map<Signal, RegularSeries>> {
  const { seed = 1, load = 1, commonSpread = 0 } = weather;
  const random = seededRandom(seed);
  const common = Float64Array.from({ length: STEPS }, () => load * Math.exp(commonSpread * random.normal()));
  return new Map(
    instances.map((unlike, n) => [String.fromCharCode(97 + n), instancePast(unlike, random.integer(1e9), common)]),
  );
}

function instancePast(unlike: Unlike, seed: number, common: Float64Array): Map<Signal, RegularSeries> {
  const random = seededRandom(seed);
  const season = (i: number): number => Math.sin((2 * Math.PI * i) / STEPS_PER_DAY);
  const demand = series((i) => {
    const mean = (unlike.demandShare ?? 1) * 5 * common[i]! * (1 + 0.7 * season(i)) * STEP_SECONDS;
    return Math.max(1, mean + Math.sqrt(mean) * random.normal()) / STEP_SECONDS;
  }, unlike);
  const sampled = (i: number, ofOne: number): number =>
    1 + (ofOne / Math.sqrt(demand.values[i]! * STEP_SECONDS)) * random.normal();
  const cost = 0.02 * (unlike.costFactor ?? 1);
  // Latency rises with the load that all share.
  const latency = (i: number): number => 0.08 * (unlike.latencyFactor ?? 1) * common[i]! * (1 + 0.5 * season(i));
  const memory = (i: number): number => 2e8 * Math.exp((unlike.memoryGrowthPerDay ?? 0) * (i / STEPS_PER_DAY));
  return new Map<Signal, RegularSeries>([
    ['requests_per_second', demand],
    ['cpu_ratio', series((i) => demand.values[i]! * cost * sampled(i, 0.8), unlike)],
    ['latency_seconds', series((i) => latency(i) * sampled(i, 2 * (unlike.latencyNoiseFactor ?? 1)), unlike)],
    ['memory_bytes', series((i) => memory(i) * (1 + 0.01 * random.normal()), unlike)],
    ['query_seconds', series((i) => 0.012 * sampled(i, 1), unlike)],
  ]);
}

function series(at: (i: number) => number, { sinceDay = 0 }: Unlike): RegularSeries {
  const values = Float64Array.from({ length: STEPS }, (_, i) => (i < sinceDay * STEPS_PER_DAY ? NaN : at(i)));
  return { startSeconds: 0, stepSeconds: STEP_SECONDS, values };
}
