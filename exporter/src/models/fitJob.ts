import type { AnomalyParams, FeatureRows } from '../core/anomaly.ts';
import type { ClusterModelName, ClusterParams } from '../core/cluster.ts';
import type { FingerprintTable } from '../core/fingerprint.ts';
import type { ForecastParams, SerializedModel } from '../core/forecast.ts';
import type { RegularSeries } from '../core/series.ts';
import type { AnomalyModelName, ForecastModelName } from '../core/vocabularies.ts';

/** What a worker is asked to fit. */
export type FitJob =
  | {
      readonly kind: 'forecast';
      readonly model: ForecastModelName;
      readonly series: RegularSeries;
      readonly params: ForecastParams;
      readonly seed: number;
    }
  | {
      readonly kind: 'anomaly';
      readonly model: AnomalyModelName;
      readonly rows: FeatureRows;
      readonly params: AnomalyParams;
      readonly seed: number;
    }
  | {
      readonly kind: 'cluster';
      readonly model: ClusterModelName;
      readonly table: FingerprintTable;
      readonly params: ClusterParams;
      readonly seed: number;
    };

/** What it answers: the fitted model, null where there is too little data, or what went wrong. */
export type FitAnswer = { readonly fitted: SerializedModel | null } | { readonly error: string };
