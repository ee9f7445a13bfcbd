import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../core/clock.ts';
import type { Decision } from '../core/decision.ts';
import type { Histogram } from '../core/histogram.ts';
import type { RunRecord } from '../core/runState.ts';
import type { SeriesHistory } from '../history/seriesHistory.ts';
import type { HistoryWriter } from '../store/history/historyWriter.ts';
import type { StoredEvent } from '../store/eventRepository.ts';
import type { StoredModel } from '../store/modelRepository.ts';
import type { Store } from '../store/openStore.ts';
import { openStore } from '../store/openStore.ts';
import { endInterrupted } from '../store/runs/interruptedRun.ts';

/** What persistence works with. */
export interface PersistenceOptions {
  /** The SQLite file, e.g. `loadstar.db` in the folder for state. */
  readonly path: string;
  /** Filled at once from what is stored. */
  readonly history: SeriesHistory;
  readonly clock: Clock;
  /** Hears of saves that fail, once for each kind until one succeeds. */
  readonly onError: (message: string, error: unknown) => void;
}

/** A run with the latency of all its requests. */
export interface PastRun {
  readonly record: RunRecord;
  readonly latency: Histogram | null;
}

/** What was found in the store at the start; the history is in its place already. */
export interface FoundRecords {
  /** Newest first; all of them finished. */
  readonly runs: readonly PastRun[];
  /** Newest first. */
  readonly decisions: readonly Decision[];
  readonly models: readonly StoredModel[];
  /** What was wrong with the store, and runs that were cut off, as sentences for people. */
  readonly notices: readonly string[];
}

/** Runs and decisions that are brought back into memory. */
const RECALLED_RUNS = 100;
const RECALLED_DECISIONS = 1000;
/** Seconds between two saves of a run whose state stays the same. */
const RUN_SAVE_SECONDS = 1;

/** An open store, and what was in it: apart, so that records that were put to use need not stay in memory. */
export interface OpenedPersistence {
  readonly persistence: Persistence;
  readonly found: FoundRecords;
}

/**
 * Opens the store and brings back what it holds. Runs that the exporter's end cut off are ended as `error`.
 * @throws Problem where the store cannot be opened, or another exporter has it
 */
export function openPersistence(options: PersistenceOptions): OpenedPersistence {
  const { path, history, clock } = options;
  const store = openStore(path, { nowSeconds: clock.nowSeconds() });
  try {
    const { archive } = history;
    const { writer, notices } = store.loadHistory(archive.grids, archive);
    history.evict();
    store.runs.prune();
    store.events.prune();
    store.decisions.prune();
    const interrupted = endInterruptedRuns(store, clock);
    const found = {
      runs: store.runs.newest(RECALLED_RUNS),
      decisions: store.decisions.newest(RECALLED_DECISIONS),
      models: store.models.all(),
      notices: [...store.notices, ...notices, ...interrupted],
    };
    return { persistence: new Persistence(options, store, writer), found };
  } catch (error) {
    store.close();
    throw error;
  }
}

function endInterruptedRuns(store: Store, clock: Clock): string[] {
  return store.runs.unfinished().flatMap((run) => {
    const ended = endInterrupted(run);
    if (ended === null) return [];
    const { id, reason } = ended;
    const timestampSeconds = clock.nowSeconds();
    store.runs.save(ended, run.latency, timestampSeconds);
    store.decisions.add({
      timestampSeconds,
      kind: 'run_finished',
      subject: id,
      choice: 'error',
      reason: reason ?? '',
      actor: 'loadstar',
    });
    return [`Run ${id} was ended as an error: ${reason}.`];
  });
}

/** What is kept of the running exporter. No save throws: an exporter that cannot save goes on, and says so. */
export class Persistence {
  readonly #options: PersistenceOptions;
  readonly #store: Store;
  readonly #history: HistoryWriter;
  readonly #savedRuns = new Map<string, { readonly state: RunRecord['state']; readonly seconds: number }>();
  /** Why the last save of each kind failed. */
  readonly #problems = new Map<string, string>();
  #saving: Promise<void> | null = null;

  constructor(options: PersistenceOptions, store: Store, history: HistoryWriter) {
    this.#options = options;
    this.#store = store;
    this.#history = history;
  }

  /** Why something is not saved at present, a sentence each. */
  problems(): readonly string[] {
    return [...this.#problems].map(([what, why]) => `The ${what} cannot be saved: ${why}`);
  }

  /** Saves what the cycle changed; called after each cycle. A save that is still going on takes it along. */
  saveCycle(): Promise<void> {
    this.#saving ??= this.#saveHistory().finally(() => (this.#saving = null));
    return this.#saving;
  }

  /** Saves a run where its state is new, else at most once a second; called on each of its changes and seconds. */
  saveRun(record: RunRecord, latency: Histogram | null): void {
    const { id, state } = record;
    const seconds = this.#options.clock.nowSeconds();
    const last = this.#savedRuns.get(id);
    if (last?.state === state && seconds - last.seconds < RUN_SAVE_SECONDS) return;
    this.#attempt(`run ${id}`, () => this.#store.runs.save(record, latency, seconds));
    if (state === 'finished') this.#savedRuns.delete(id);
    else this.#savedRuns.set(id, { state, seconds });
  }

  saveDecision(decision: Decision): void {
    this.#attempt('decision log', () => this.#store.decisions.add(decision));
  }

  saveModel(model: StoredModel): void {
    this.#attempt('models', () => this.#store.models.save(model));
  }

  saveEvent(event: StoredEvent): void {
    this.#attempt('events', () => this.#store.events.add(event));
  }

  /** Events within a span, both ends included; oldest first. */
  events(span: { readonly startSeconds: number; readonly endSeconds: number }): readonly StoredEvent[] {
    return this.#store.events.within(span);
  }

  /** Saves the rest and closes the file; when runs have ended and no cycle comes any more. */
  async close(): Promise<void> {
    await this.#saving;
    await this.saveCycle();
    this.#store.close();
  }

  async #saveHistory(): Promise<void> {
    const { archive } = this.#options.history;
    for (const batch of archive.unsaved()) {
      const isSaved = this.#attempt('history', () => {
        this.#history.save(batch.changes);
        batch.saved();
      });
      // What is not saved stays noted, and is tried again after the next cycle.
      if (!isSaved) return;
      // A batch is a few milliseconds; between two of them requests are answered.
      await nextTurn();
    }
    this.#attempt('history', () => {
      this.#history.endCycle(archive, this.#options.clock.nowSeconds());
      this.#history.dropFormerGrids();
    });
  }

  #attempt(what: string, save: () => void): boolean {
    try {
      save();
      this.#problems.delete(what);
      return true;
    } catch (error) {
      if (!this.#problems.has(what)) this.#options.onError(`saving the ${what} failed`, error);
      this.#problems.set(what, error instanceof Error ? error.message : String(error));
      return false;
    }
  }
}
