import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FeatureRows } from '../../core/anomaly.ts';
import type { Clock } from '../../core/clock.ts';
import { isSignal } from '../../core/signal.ts';
import type { Signal } from '../../core/signal.ts';
import type { AnomalySnapshot, ModelSnapshot } from '../../core/snapshot.ts';
import type { AnomalyModelName } from '../../core/vocabularies.ts';
import { contributionsBySignal } from '../../features/featureColumns.ts';
import { featureRows } from '../../features/featureRows.ts';
import { newestFeatureRow } from '../../features/newestFeatureRow.ts';
import { ensemble } from '../../models/anomaly/ensemble.ts';
import type { FittedEnsemble } from '../../models/anomaly/ensemble.ts';
import type { ModelPool } from '../../models/modelPool.ts';
import { ModelFits } from './modelFits.ts';
import type { KeepModel, KeptModel } from './modelKeeper.ts';
import { pooledRows } from './pooledRows.ts';
import type { WatchedPast } from './watchedPast.ts';

/** Rows beyond this many teach a detector little more and cost time. */
const MOST_ROWS = 20_000;

/** A fitted detector and the signals whose features it knows. */
interface Detector {
  readonly fitted: FittedEnsemble;
  readonly signals: readonly Signal[];
}

/**
 * The detectors of one service: one for the service as a whole, and one for its instances, fitted on the rows of all of
 * them, since what is usual for one instance at its own level is usual for its like.
 */
export class ServiceAnomalies {
  readonly #past: WatchedPast;
  readonly #clock: Clock;
  readonly #falseAlarmRatio: () => number;
  readonly #fits = new ModelFits('anomaly', ensemble.name);
  readonly #keep: KeepModel;
  #service: Detector | null = null;
  #instances: Detector | null = null;

  constructor(past: WatchedPast, clock: Clock, falseAlarmRatio: () => number, keep: KeepModel) {
    this.#past = past;
    this.#clock = clock;
    this.#falseAlarmRatio = falseAlarmRatio;
    this.#keep = keep;
  }

  /** Takes a detector of an earlier life up again. @throws what the model throws that it cannot be restored from */
  restore({ part, context, serialized }: KeptModel): void {
    const signals = Array.isArray(context) ? context.filter((name) => typeof name === 'string').filter(isSignal) : [];
    const detector = { fitted: ensemble.restore(serialized), signals };
    if (part === 'service') this.#service = detector;
    else if (part === 'instances') this.#instances = detector;
  }

  get ready(): boolean {
    return this.#service !== null;
  }

  /** Fits the detectors that have enough past, in the pool's threads; whether the service's own is fitted. */
  async fit(pool: ModelPool, instances: readonly string[], seed: number): Promise<boolean> {
    const startedAt = performance.now();
    try {
      const signals = this.#past.signals(null);
      this.#service = (await this.#fitOn(pool, 'service', signals, [null], seed)) ?? this.#service;
      const common = this.#commonSignals(instances);
      this.#instances = (await this.#fitOn(pool, 'instances', common, instances, seed + 1)) ?? this.#instances;
    } catch (error) {
      this.#fits.failed();
      throw error;
    }
    if (this.#service === null) return false;
    this.#fits.succeeded({
      durationSeconds: (performance.now() - startedAt) / 1000,
      timestampSeconds: this.#clock.nowSeconds(),
      relativeError: null,
      coverageRatio: null,
    });
    return true;
  }

  /** Scores of now. Empty maps where too little is known of this moment. */
  current(freshInstances: readonly string[]): Pick<AnomalySnapshot, 'scores' | 'contributions' | 'instances'> {
    const own = this.#service === null ? null : this.#score(this.#service, null);
    const instances = freshInstances.flatMap((instance) => {
      const scored = this.#instances === null ? null : this.#score(this.#instances, instance);
      return scored === null ? [] : [{ instance, score: scored.scores.get(ensemble.name) ?? 0 }];
    });
    return {
      scores: own?.scores ?? new Map(),
      contributions: own?.contributions ?? new Map(),
      instances: instances.sort((a, b) => b.score - a.score || a.instance.localeCompare(b.instance)),
    };
  }

  snapshot(): ModelSnapshot {
    return this.#fits.snapshot();
  }

  async #fitOn(
    pool: ModelPool,
    part: 'service' | 'instances',
    signals: readonly Signal[],
    entities: readonly (string | null)[],
    seed: number,
  ): Promise<Detector | null> {
    if (signals.length === 0 || entities.length === 0) return null;
    const tables: FeatureRows[] = [];
    for (const entity of entities) {
      const series = new Map(signals.map((signal) => [signal, this.#past.whole(signal, entity)]));
      const steps = series.get(signals[0] ?? 'requests_per_second')?.values.length ?? 0;
      // Of many instances the newest rows are enough, and all of them would take a minute.
      const fromIndex = Math.max(0, steps - Math.ceil(MOST_ROWS / entities.length));
      tables.push(featureRows(series, this.#past.stepsPerDay, fromIndex).rows);
      // Requests are answered between instances.
      await nextTurn();
    }
    const rows = pooledRows(tables, MOST_ROWS);
    if (rows === null) return null;
    const serialized = await pool.fitAnomaly(ensemble.name, rows, { falseAlarmRatio: this.#falseAlarmRatio() }, seed);
    if (serialized === null) return null;
    this.#keep({ kind: 'anomaly', part, context: signals, serialized });
    return { fitted: ensemble.restore(serialized), signals };
  }

  /** Signals that all of the instances have: rows of one table have the same columns. */
  #commonSignals(instances: readonly string[]): Signal[] {
    const [first, ...rest] = instances.map((instance) => this.#past.signals(instance));
    return (first ?? []).filter((signal) => rest.every((signals) => signals.includes(signal)));
  }

  #score(detector: Detector, entity: string | null): Pick<AnomalySnapshot, 'scores' | 'contributions'> | null {
    const { signals, fitted } = detector;
    const past = this.#past.featurePast(signals, entity);
    const { rows } = newestFeatureRow(past, this.#past.featureRecent(signals, entity), this.#past.stepsPerDay);
    if (rows.count === 0) return null;
    const scores = new Map<AnomalyModelName, number>([[ensemble.name, fitted.score(rows)[0] ?? 0]]);
    if (entity !== null) return { scores, contributions: new Map() };
    for (const [name, values] of fitted.scoreMembers(rows)) scores.set(name, values[0] ?? 0);
    return { scores, contributions: contributionsBySignal(rows.columns, fitted.contributions(rows)) };
  }
}
