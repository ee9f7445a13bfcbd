import { SIGNALS } from './signal.ts';
import type { Signal } from './signal.ts';

/** What a fingerprint looks at in each signal, and what it means. Everything is held against the other instances. */
export const FINGERPRINT_ASPECTS = {
  level: 'how high it is',
  per_request: 'how much of it a request costs: its amount divided by the demand that the instance has',
  variability: 'how much it varies from step to step, in proportion to its level',
  trend: 'how much it grows from one day to the next',
  burstiness: 'how far its highest steps stand out from its usual ones',
} as const;
/** One of {@link FINGERPRINT_ASPECTS}. */
export type FingerprintAspect = keyof typeof FINGERPRINT_ASPECTS;

/**
 * Aspects of each signal. Latency, errors and query times are per request as they come, and memory is not spent by
 * requests: their level is not divided. What requests spend (CPU, network, disk, workers) is always divided by demand;
 * its level takes the place of its cost only where the demand of the instances is not known. Demand itself is the
 * balancer's doing, not the instance's: only how it is bunched says something.
 */
const ASPECTS_OF = {
  requests_per_second: ['burstiness'],
  latency_seconds: ['level', 'variability', 'trend', 'burstiness'],
  error_ratio: ['level', 'variability', 'trend', 'burstiness'],
  cpu_ratio: ['level', 'per_request', 'variability', 'trend', 'burstiness'],
  memory_bytes: ['level', 'variability', 'trend', 'burstiness'],
  network_bytes_per_second: ['level', 'per_request', 'variability', 'trend', 'burstiness'],
  disk_bytes_per_second: ['level', 'per_request', 'variability', 'trend', 'burstiness'],
  saturation_ratio: ['level', 'per_request', 'variability', 'trend', 'burstiness'],
  query_seconds: ['level', 'variability', 'trend', 'burstiness'],
} as const satisfies Record<Signal, readonly FingerprintAspect[]>;

/** Name of a component of a fingerprint: `<signal>_<aspect>`. A closed vocabulary, and a label value. */
export type FingerprintComponent = { [S in Signal]: `${S}_${(typeof ASPECTS_OF)[S][number]}` }[Signal];

/** A component, taken apart. */
export interface ComponentParts {
  readonly component: FingerprintComponent;
  readonly signal: Signal;
  readonly aspect: FingerprintAspect;
}

/** Every component, in the order of the signals. */
export const FINGERPRINT_PARTS: readonly ComponentParts[] = SIGNALS.flatMap((signal) =>
  ASPECTS_OF[signal].map((aspect) => ({ component: `${signal}_${aspect}` as FingerprintComponent, signal, aspect })),
);

/** The names of all components. */
export const FINGERPRINT_COMPONENTS: readonly FingerprintComponent[] = FINGERPRINT_PARTS.map(
  ({ component }) => component,
);

/** Deviation from which a component of an instance stands out: three times what it wobbles by itself. */
export const STANDS_OUT_DEVIATION = 3;

/**
 * Fingerprints of the instances of one service. Row-major: the component of column c of instance r is
 * differences[r * components.length + c]. Finite; 0 is the usual, and what could not be compared.
 */
export interface FingerprintTable {
  readonly instances: readonly string[];
  /** Columns: those components that at least two instances could be compared by. */
  readonly components: readonly FingerprintComponent[];
  /**
   * Difference from the usual instance of the service, as a natural logarithm: ln 1.3 is 30 % more. `trend` is in such
   * logarithms per day.
   */
  readonly differences: Float64Array;
  /**
   * How far each component of one instance wobbles from one quarter of a day to the next (standard deviation);
   * Infinity where too few quarters are known to say, so that nothing can stand out.
   */
  readonly noise: Float64Array;
}

/** What a component means, as a sentence. */
export function describeComponent({ signal, aspect }: ComponentParts): string {
  return `${signal}: ${FINGERPRINT_ASPECTS[aspect]}, against the other instances of the service.`;
}

/** How one component of a version differs from that of another. */
export interface VersionDifference {
  readonly component: FingerprintComponent;
  /** Natural logarithm: ln 1.3 is 30 % more than the other version. */
  readonly difference: number;
  /** The same in units of what counts as a difference; at least ±3. */
  readonly deviation: number;
}

/** A version held against the one that most instances have, within one cluster. */
export interface VersionComparison {
  readonly clusterId: string;
  readonly version: string;
  /** The version that it is held against. */
  readonly against: string;
  /** Whether instances of the other version are in the same cluster; if not, it is held against all of them. */
  readonly sameCluster: boolean;
  readonly instances: readonly string[];
  /** Components that differ beyond noise, the most different first; empty where the versions are alike. */
  readonly differences: readonly VersionDifference[];
}
