import { FINGERPRINT_PARTS } from '../../core/fingerprint.ts';
import type { FingerprintAspect, FingerprintComponent } from '../../core/fingerprint.ts';
import type { Signal } from '../../core/signal.ts';
import type { SignalSeries } from '../featureRows.ts';
import { SIGNAL_FLOORS } from '../signalFloors.ts';
import { blockShape } from './blockShape.ts';
import type { BlockShape } from './blockShape.ts';

/** Days that a fingerprint looks back. */
export const FINGERPRINT_DAYS = 3;
/** Quarters of a day: long enough for a spread of its own, and alike for all instances whatever the hour. */
const BLOCKS_PER_DAY = 4;
/** A block says something from this share of its steps on, and from so many steps on. */
const LEAST_SHARE = 0.25;
const LEAST_STEPS = 4;

/** What requests spend, so that it follows demand. */
const SPENT_BY_REQUESTS: readonly Signal[] = [
  'cpu_ratio',
  'network_bytes_per_second',
  'disk_bytes_per_second',
  'saturation_ratio',
];

/** Added before logarithms are taken, a tenth of what matters; for errors, of which there may be none or one, all of it. */
const OFFSETS: Readonly<Partial<Record<Signal, number>>> = { error_ratio: SIGNAL_FLOORS.error_ratio };

/** What an instance did in each quarter of a day, the newest last; NaN where unknown. All of one length. */
export interface InstanceBlocks {
  readonly components: ReadonlyMap<FingerprintComponent, Float64Array>;
  /** Natural logarithm of its mean requests per second. */
  readonly demand: Float64Array;
}

/**
 * What one instance did, quarter of a day by quarter of a day, counted back from the end of its series. Not yet
 * comparable: the same quarters of the other instances say what is usual, which takes out season and load.
 *
 * @param signals series of one instance on one grid, at least {@link FINGERPRINT_DAYS} days for a full picture
 * @param stepsPerDay steps in a day of the watched service
 * @param usualRequestsPerSecond demand of the service's median instance; null where the demand of the instances is not
 *   known, so that nothing is divided by it
 */
export function instanceBlocks(
  signals: SignalSeries,
  stepsPerDay: number,
  usualRequestsPerSecond: number | null,
): InstanceBlocks {
  const count = FINGERPRINT_DAYS * BLOCKS_PER_DAY;
  const components = new Map<FingerprintComponent, Float64Array>(
    FINGERPRINT_PARTS.map(({ component }) => [component, new Float64Array(count).fill(NaN)]),
  );
  const blocks = { components, demand: new Float64Array(count).fill(NaN) };
  const requests = usualRequestsPerSecond === null ? undefined : signals.get('requests_per_second')?.values;
  const demand = requests?.map((rate) => rate / (usualRequestsPerSecond ?? 1)) ?? null;
  const steps = stepsPerDay / BLOCKS_PER_DAY;
  const leastSteps = Math.max(LEAST_STEPS, Math.ceil(steps * LEAST_SHARE));
  for (const [signal, { values }] of signals) {
    const perRequest = demand !== null && SPENT_BY_REQUESTS.includes(signal);
    const offset = OFFSETS[signal] ?? SIGNAL_FLOORS[signal] / 10;
    for (let block = 0; block < count; block++) {
      const end = values.length - (count - 1 - block) * steps;
      const span = [Math.max(0, Math.round(end - steps)), Math.max(0, Math.round(end))] as const;
      const shape = blockShape(
        { amounts: values.subarray(...span), demand: perRequest ? demand.subarray(...span) : null, offset },
        leastSteps,
      );
      if (shape !== null) put(blocks, block, signal, shape, perRequest);
    }
    addTrend(components, signal);
  }
  return blocks;
}

function put(blocks: InstanceBlocks, block: number, signal: Signal, shape: BlockShape, perRequest: boolean): void {
  const { components, demand } = blocks;
  if (signal === 'requests_per_second') demand[block] = shape.level;
  const write = (aspect: FingerprintAspect, value: number): void => {
    const values = components.get(`${signal}_${aspect}` as FingerprintComponent);
    if (values !== undefined) values[block] = value;
  };
  write(perRequest ? 'per_request' : 'level', shape.level);
  write('variability', shape.variability);
  write('burstiness', shape.burstiness);
}

/** Growth since the same quarter of the day before: the median of such differences is the seasonal Kendall slope (Hirsch et al. 1982). */
function addTrend(components: ReadonlyMap<FingerprintComponent, Float64Array>, signal: Signal): void {
  const trend = components.get(`${signal}_trend` as FingerprintComponent);
  if (trend === undefined) return;
  for (const aspect of ['level', 'per_request'] as const) {
    const levels = components.get(`${signal}_${aspect}` as FingerprintComponent);
    if (levels === undefined) continue;
    for (let block = BLOCKS_PER_DAY; block < levels.length; block++) {
      const growth = levels[block]! - levels[block - BLOCKS_PER_DAY]!;
      if (Number.isFinite(growth)) trend[block] = growth;
    }
  }
}
