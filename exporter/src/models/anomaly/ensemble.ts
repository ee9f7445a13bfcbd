import type { AnomalyModel, AnomalyParams, FeatureRows, FittedAnomaly } from '../../core/anomaly.ts';
import type { SerializedModel } from '../../core/forecast.ts';
import type { AnomalyModelName } from '../../core/vocabularies.ts';
import { calibratedAnomaly, restoreCalibration, type RawScorer } from './calibratedAnomaly.ts';
import { isolationForest } from './isolationForest.ts';
import { residual } from './residual.ts';

const NAME = 'ensemble';
const MEMBERS = [isolationForest, residual] as const;
/**
 * The residual counts twice: on SMD it ranks much better than the forest, with whatever features (docs/decisions/0001).
 */
const WEIGHTS = [1 / 3, 2 / 3] as const;

/** A fitted ensemble can also say what each member says, so that members need not be fitted and kept twice. */
export interface FittedEnsemble extends FittedAnomaly {
  /** Calibrated scores of each member, by its name. */
  scoreMembers(rows: FeatureRows): ReadonlyMap<AnomalyModelName, Float64Array>;
}

/** {@link AnomalyModel} whose fitted form is a {@link FittedEnsemble}. */
export interface AnomalyEnsemble extends AnomalyModel {
  fit(rows: FeatureRows, params: AnomalyParams, seed: number): FittedEnsemble | null;
  restore(serialized: SerializedModel): FittedEnsemble;
}

interface EnsembleData {
  readonly columns: readonly string[];
  readonly members: readonly SerializedModel[];
}

/**
 * A weighted mean of the members' calibrated scores, calibrated once more, since two members rarely err on the same
 * row. Members are fitted on the same rows; it is null until every one of them is.
 */
export const ensemble: AnomalyEnsemble = {
  name: NAME,
  minimumRows: Math.max(...MEMBERS.map((member) => member.minimumRows)),
  fit(rows, params, seed) {
    const members = MEMBERS.flatMap((member) => member.fit(rows, params, seed) ?? []);
    if (members.length < MEMBERS.length) return null;
    return withMembers(calibratedAnomaly(NAME, scorerOf(rows.columns, members), rows, params), members);
  },
  restore(serialized) {
    let members: readonly FittedAnomaly[] = [];
    const fitted = restoreCalibration(
      NAME,
      (data: EnsembleData) => {
        members = MEMBERS.map((member, m) => member.restore(data.members[m]!));
        return scorerOf(data.columns, members);
      },
      serialized,
    );
    return withMembers(fitted, members);
  },
};

function withMembers(fitted: FittedAnomaly, members: readonly FittedAnomaly[]): FittedEnsemble {
  return {
    ...fitted,
    scoreMembers: (rows) => new Map(members.map((member, m) => [MEMBERS[m]!.name, member.score(rows)])),
  };
}

function scorerOf(columns: readonly string[], members: readonly FittedAnomaly[]): RawScorer<EnsembleData> {
  return {
    columns,
    score: (rows) => {
      const sum = new Float64Array(rows.count);
      members.forEach((member, m) => {
        member.score(rows).forEach((score, row) => (sum[row]! += WEIGHTS[m]! * score));
      });
      return sum;
    },
    pack: () => ({ columns, members: members.map((member) => member.serialize()) }),
  };
}
