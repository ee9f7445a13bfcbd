import { Worker } from 'node:worker_threads';
import type { AnomalyParams, FeatureRows } from '../core/anomaly.ts';
import type { ClusterModelName, ClusterParams } from '../core/cluster.ts';
import type { FingerprintTable } from '../core/fingerprint.ts';
import type { ForecastParams, SerializedModel } from '../core/forecast.ts';
import type { RegularSeries } from '../core/series.ts';
import type { AnomalyModelName, ForecastModelName } from '../core/vocabularies.ts';
import type { FitAnswer, FitJob } from './fitJob.ts';

/**
 * Fits models off the event loop. What comes back is plain data; the model's `restore` makes it a fitted model, at next
 * to no cost.
 */
export interface ModelPool {
  /** Null where the series is too short. Rejects with the model's own error, or if the pool is closed meanwhile. */
  fitForecast(
    model: ForecastModelName,
    series: RegularSeries,
    params: ForecastParams,
    seed: number,
  ): Promise<SerializedModel | null>;
  /** Null where there are too few rows. Rejects as {@link ModelPool.fitForecast} does. */
  fitAnomaly(
    model: AnomalyModelName,
    rows: FeatureRows,
    params: AnomalyParams,
    seed: number,
  ): Promise<SerializedModel | null>;
  /** Null without instances. Rejects as {@link ModelPool.fitForecast} does. */
  fitClusters(
    model: ClusterModelName,
    table: FingerprintTable,
    params: ClusterParams,
    seed: number,
  ): Promise<SerializedModel | null>;
  /** Ends the threads; what waits or runs is rejected. */
  close(): Promise<void>;
}

/** How a pool works; every field has a default. */
export interface ModelPoolOptions {
  /** Threads at most; 1 by default, since the event loop wants a core of its own. */
  readonly threads?: number;
  /** An idle thread ends after this time and gives its memory back; 30 s by default. */
  readonly idleSeconds?: number;
}

interface Task {
  readonly job: FitJob;
  readonly transfer: readonly ArrayBuffer[];
  readonly resolve: (fitted: SerializedModel | null) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  task: Task | null;
  idleTimer: NodeJS.Timeout | null;
}

/** Heap that a fit may take; the largest we know of takes a fifth of it. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };

/** Built and run from dist/ it is a .js file; run from source, Node strips the types of the .ts file. */
const WORKER_URL = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/**
 * A pool of worker threads, started when there is work. Node's own worker_threads: a queue and a time-out are too
 * little to want a dependency for.
 */
export function createModelPool(options: ModelPoolOptions = {}): ModelPool {
  const pool = new WorkerModelPool(Math.max(1, options.threads ?? 1), options.idleSeconds ?? 30);
  return {
    fitForecast: (model, series, params, seed) => {
      // A copy of just these values: they may be a view of a larger buffer, and the caller keeps its own.
      const values = series.values.slice();
      return pool.run({ kind: 'forecast', model, series: { ...series, values }, params, seed }, [values.buffer]);
    },
    fitAnomaly: (model, rows, params, seed) => {
      const values = rows.values.slice(0, rows.count * rows.columns.length);
      return pool.run({ kind: 'anomaly', model, rows: { ...rows, values }, params, seed }, [values.buffer]);
    },
    // Small enough to be copied: a few dozen numbers for each instance.
    fitClusters: (model, table, params, seed) => pool.run({ kind: 'cluster', model, table, params, seed }, []),
    close: () => pool.close(),
  };
}

class WorkerModelPool {
  readonly #most: number;
  readonly #idleMs: number;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Task[] = [];
  #closed = false;

  constructor(most: number, idleSeconds: number) {
    this.#most = most;
    this.#idleMs = idleSeconds * 1000;
  }

  run(job: FitJob, transfer: readonly ArrayBuffer[]): Promise<SerializedModel | null> {
    if (this.#closed) return Promise.reject(new Error('the model pool is closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, transfer, resolve, reject });
      this.#assign();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const task of this.#waiting.splice(0)) task.reject(new Error('the model pool was closed'));
    await Promise.all([...this.#threads].map((thread) => this.#end(thread, new Error('the model pool was closed'))));
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const idle = [...this.#threads].find((thread) => thread.task === null);
      const thread = idle ?? (this.#threads.size < this.#most ? this.#start() : null);
      const task = thread === null ? undefined : this.#waiting.shift();
      if (thread === null || task === undefined) return;
      if (thread.idleTimer !== null) clearTimeout(thread.idleTimer);
      thread.idleTimer = null;
      thread.task = task;
      thread.worker.ref();
      thread.worker.postMessage(task.job, task.transfer);
    }
  }

  #start(): Thread {
    const worker = new Worker(WORKER_URL, { resourceLimits: RESOURCE_LIMITS });
    const thread: Thread = { worker, task: null, idleTimer: null };
    this.#threads.add(thread);
    worker.on('message', (answer: FitAnswer) => this.#finish(thread, answer));
    worker.on('error', (error) => this.#lose(thread, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => this.#lose(thread, new Error(`the fitting thread ended with code ${code}`)));
    return thread;
  }

  #finish(thread: Thread, answer: FitAnswer): void {
    const { task } = thread;
    thread.task = null;
    // An idle thread must not keep the process alive.
    thread.worker.unref();
    thread.idleTimer = setTimeout(() => void this.#end(thread, null), this.#idleMs).unref();
    if ('error' in answer) task?.reject(new Error(answer.error));
    else task?.resolve(answer.fitted);
    this.#assign();
  }

  /** A thread that broke takes its task with it; the next task gets a new one. */
  #lose(thread: Thread, error: Error): void {
    if (!this.#threads.delete(thread)) return;
    if (thread.idleTimer !== null) clearTimeout(thread.idleTimer);
    thread.task?.reject(error);
    if (!this.#closed) this.#assign();
  }

  async #end(thread: Thread, reason: Error | null): Promise<void> {
    this.#threads.delete(thread);
    if (thread.idleTimer !== null) clearTimeout(thread.idleTimer);
    if (reason !== null) thread.task?.reject(reason);
    await thread.worker.terminate();
  }
}
