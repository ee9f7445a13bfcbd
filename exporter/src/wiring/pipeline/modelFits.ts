import type { ModelSnapshot } from '../../core/snapshot.ts';

/** What a fit showed of the model itself. */
export interface FitOutcome {
  readonly durationSeconds: number;
  readonly timestampSeconds: number;
  readonly relativeError: number | null;
  readonly coverageRatio: number | null;
}

/** Counts and figures of one kind of model of one service. */
export class ModelFits {
  readonly #kind: ModelSnapshot['kind'];
  readonly #model: ModelSnapshot['model'];
  #fits = 0;
  #failures = 0;
  #last: FitOutcome | null = null;

  constructor(kind: ModelSnapshot['kind'], model: ModelSnapshot['model']) {
    this.#kind = kind;
    this.#model = model;
  }

  succeeded(outcome: FitOutcome): void {
    this.#fits += 1;
    this.#last = outcome;
  }

  failed(): void {
    this.#failures += 1;
  }

  snapshot(): ModelSnapshot {
    return {
      kind: this.#kind,
      model: this.#model,
      fitsTotal: this.#fits,
      fitFailuresTotal: this.#failures,
      lastFitTimestampSeconds: this.#last?.timestampSeconds ?? null,
      lastFitDurationSeconds: this.#last?.durationSeconds ?? null,
      backtestRelativeError: this.#last?.relativeError ?? null,
      intervalCoverageRatio: this.#last?.coverageRatio ?? null,
    };
  }
}
