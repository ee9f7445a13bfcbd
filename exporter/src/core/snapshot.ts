import type { ClusterModelName } from './cluster.ts';
import type { FingerprintComponent, VersionComparison } from './fingerprint.ts';
import type { ForecastDistribution } from './forecast.ts';
import type { Signal } from './signal.ts';
import type { AnomalyModelName, DetectorState, ForecastModelName, Horizon } from './vocabularies.ts';

/** Forecast of one signal of one service as of a cycle. */
export interface SignalForecast {
  readonly signal: Signal;
  readonly model: ForecastModelName;
  readonly distribution: ForecastDistribution;
  /** Quantiles at now + horizon, on FORECAST_GRID. Only horizons that the forecast reaches. */
  readonly atHorizon: ReadonlyMap<Horizon, Float64Array>;
  /** Quantiles of the highest value within the horizon, on FORECAST_GRID. */
  readonly peakWithin: ReadonlyMap<Horizon, Float64Array>;
}

/** A limit of a signal and when the forecast's p95 first passes it; null if not within 24 h. */
export interface SignalLimit {
  readonly signal: Signal;
  readonly limit: number;
  readonly timestampSeconds: number | null;
}

/** What the detectors say of a service. `scores` is empty unless `state` is `ready`. */
export interface AnomalySnapshot {
  readonly state: DetectorState;
  /** Why it is warming up or blind, as a sentence; null when ready. */
  readonly reason: string | null;
  readonly scores: ReadonlyMap<AnomalyModelName, number>;
  readonly contributions: ReadonlyMap<Signal, number>;
  /** Ensemble score of each instance, most unusual first. */
  readonly instances: readonly { readonly instance: string; readonly score: number }[];
}

/** One component of an instance's fingerprint. */
export interface ComponentSnapshot {
  readonly component: FingerprintComponent;
  /** Difference from the usual instance, a natural logarithm: ln 1.3 is 30 % more. */
  readonly difference: number;
  /** The same in units of what counts as a difference: from ±3 on it stands out. */
  readonly deviation: number;
}

/** The fingerprint of an instance and the cluster it belongs to. */
export interface InstanceFingerprint {
  readonly instance: string;
  /** Its label `version`; null where it has none. */
  readonly version: string | null;
  readonly clusterId: string;
  /** Components that could be compared, the most deviating first. */
  readonly components: readonly ComponentSnapshot[];
}

/** How the instances of a service compare with one another. Instances without fresh data are in none of it. */
export interface ClustersSnapshot {
  /** Mean silhouette of the instances, −1 to 1; null where there is but one cluster. */
  readonly silhouetteRatio: number | null;
  /** Why there is no cluster, or only one, as a sentence; null where there are several. */
  readonly reason: string | null;
  /** The largest first. Ids stay what they are from fit to fit. */
  readonly clusters: readonly { readonly id: string; readonly instances: readonly string[] }[];
  /** The most unusual first: by its most deviating component. */
  readonly fingerprints: readonly InstanceFingerprint[];
  /** Versions of the service against the one that most instances have. */
  readonly versions: readonly VersionComparison[];
}

/** How one kind of model fared when it was last fitted for a service. */
export interface ModelSnapshot {
  readonly kind: 'forecast' | 'anomaly' | 'cluster';
  readonly model: ForecastModelName | AnomalyModelName | ClusterModelName;
  readonly fitsTotal: number;
  readonly fitFailuresTotal: number;
  readonly lastFitTimestampSeconds: number | null;
  readonly lastFitDurationSeconds: number | null;
  readonly backtestRelativeError: number | null;
  readonly intervalCoverageRatio: number | null;
}

/** All that a cycle knows of one service. Figures older than three cycles are left out, not repeated. */
export interface ServiceSnapshot {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Newest sample behind these figures; null when there never was one. */
  readonly dataTimestampSeconds: number | null;
  readonly instances: readonly string[];
  readonly instancesOmitted: number;
  readonly current: ReadonlyMap<Signal, number>;
  readonly forecasts: readonly SignalForecast[];
  readonly limits: readonly SignalLimit[];
  readonly anomaly: AnomalySnapshot;
  readonly clusters: ClustersSnapshot;
  readonly models: readonly ModelSnapshot[];
}

/** How a source has fared since the start. */
export interface SourceSnapshot {
  readonly source: string;
  readonly readsTotal: number;
  readonly readFailuresTotal: number;
  readonly lastReadDurationSeconds: number | null;
  /** The last read's problem; null when it succeeded. */
  readonly problem: string | null;
}

/** Immutable picture of one cycle. /metrics and the API read it; a scrape never computes. */
export interface Snapshot {
  readonly cycleTimestampSeconds: number;
  readonly cycleDurationSeconds: number;
  readonly series: number;
  readonly services: readonly ServiceSnapshot[];
  readonly sources: readonly SourceSnapshot[];
}
