import type { AnomalyModel } from '../../core/anomaly.ts';
import type { AnomalyModelName } from '../../core/vocabularies.ts';
import { ensemble } from './ensemble.ts';
import { isolationForest } from './isolationForest.ts';
import { residual } from './residual.ts';

/** Every anomaly model by name; a new one is a line here and a line in the contract suite. */
export const ANOMALY_MODEL_REGISTRY: Readonly<Partial<Record<AnomalyModelName, AnomalyModel>>> = {
  ensemble,
  isolation_forest: isolationForest,
  residual,
};
