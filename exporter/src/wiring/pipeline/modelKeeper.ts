import type { SerializedModel } from '../../core/forecast.ts';

/** A fitted model with what it was fitted to, as it is kept over restarts. */
export interface KeptModel {
  readonly service: string;
  readonly kind: 'forecast' | 'anomaly' | 'cluster';
  /** A signal for forecasts, `service` or `instances` for detectors, `identities` for the ids of clusters. */
  readonly part: string;
  readonly fittedSeconds: number;
  /** What must be known beside the model to use it again; plain data. */
  readonly context: unknown;
  readonly serialized: SerializedModel;
}

/** Keeps a fitted model, in place of the one that stood there. */
export type KeepModel = (model: Omit<KeptModel, 'service' | 'fittedSeconds'>) => void;
