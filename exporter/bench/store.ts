import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../src/core/clock.ts';
import type { SeriesId } from '../src/core/series.ts';
import { SIGNALS } from '../src/core/signal.ts';
import { SeriesHistory } from '../src/history/seriesHistory.ts';
import { FORECAST_MODEL_REGISTRY } from '../src/models/forecast/registry.ts';
import { forecastBase } from '../src/wiring/pipeline/signalForecast.ts';
import { WatchedPast } from '../src/wiring/pipeline/watchedPast.ts';
import { openPersistence, type OpenedPersistence } from '../src/wiring/persistence.ts';
import type { BenchOptions } from './options.ts';

const SERVICES = 50;
const SIGNALS_EACH = 8;
const INSTANCES_EACH = 4;
const INTERVAL_SECONDS = 30;
const STEP_SECONDS = 300;
const DAY_SECONDS = 86_400;
/** The configuration's defaults. */
const CONFIG = { retentionSeconds: 28 * DAY_SECONDS, fineRetentionSeconds: DAY_SECONDS, stepSeconds: STEP_SECONDS };

/** A clock that stands still at the time the benchmark sets. */
const time = { now: Math.floor(Date.now() / 1000 / STEP_SECONDS) * STEP_SECONDS };
const clock = { ...systemClock(), nowSeconds: () => time.now };

/**
 * What the store costs: 1.44 million samples written and read back, a cycle with everything in it, and a restart with
 * four weeks of 50 services until their forecasts stand.
 */
export async function benchStore({ out }: BenchOptions): Promise<void> {
  await samples(join(out, 'samples.db'));
  const path = join(out, 'restart.db');
  await fourWeeks(path);
  restart(path);
}

function newHistory(): SeriesHistory {
  return new SeriesHistory({ config: { ...CONFIG, maxSeries: 20_000 }, intervalSeconds: INTERVAL_SECONDS, clock });
}

function open(path: string, history: SeriesHistory): OpenedPersistence {
  const onError = (message: string, error: unknown): void => {
    throw new Error(message, { cause: error });
  };
  return openPersistence({ path, history, clock, onError });
}

/** A day of 500 series at the cycle's interval: 1.44 million samples, and their 288 steps each besides. */
async function samples(path: string): Promise<void> {
  const count = DAY_SECONDS / INTERVAL_SECONDS;
  const ids = Array.from({ length: 500 }, (_, i): SeriesId => seriesId(`service-${i}`, null, 0));
  const writes: number[] = [];
  const reads: number[] = [];
  for (let round = 0; round < 5; round++) {
    removeStore(path);
    const history = newHistory();
    ids.forEach((id, i) => fill(history, id, time.now - DAY_SECONDS, INTERVAL_SECONDS, count, i));
    const { persistence } = open(path, history);
    writes.push(await timed(() => persistence.saveCycle()));
    await persistence.close();
    const startedAt = performance.now();
    const reader = open(path, newHistory());
    reads.push((performance.now() - startedAt) / 1000);
    await reader.persistence.close();
  }
  const [write, read] = [median(writes), median(reads)];
  line('1.44 M samples written, median of 5', write, 'aim 0.2 s, at most 1 s');
  line('1.44 M samples read back, median of 5', read, `aim 0.1 s, at most 0.5 s; file ${megabytes(path)} MB`);
}

/** Four weeks of 50 services with 4 instances each, their models, and an hour of cycles. */
async function fourWeeks(path: string): Promise<void> {
  removeStore(path);
  const history = newHistory();
  const ids = allSeries();
  const fineStart = time.now - DAY_SECONDS + INTERVAL_SECONDS;
  ids.forEach((id, i) => {
    fill(history, id, time.now - 28 * DAY_SECONDS, STEP_SECONDS, (27 * DAY_SECONDS) / STEP_SECONDS, i);
    fill(history, id, fineStart, INTERVAL_SECONDS, DAY_SECONDS / INTERVAL_SECONDS, i);
  });
  const { persistence } = open(path, history);
  const firstSeconds = await timed(() => persistence.saveCycle());
  saveModels(persistence, history);
  const cycles: number[] = [];
  for (let cycle = 0; cycle < 120; cycle++) {
    time.now += INTERVAL_SECONDS;
    ids.forEach((id, i) => fill(history, id, time.now, INTERVAL_SECONDS, 1, i));
    cycles.push(await timed(() => persistence.saveCycle()));
  }
  line(`${ids.length} series with 4 weeks written at once, in pieces`, firstSeconds, `file ${megabytes(path)} MB`);
  line(
    `a cycle of ${ids.length} series saved, median`,
    median(cycles),
    `slowest of 120: ${ms(Math.max(...cycles))} ms`,
  );
  await persistence.close();
}

/** One fitted model for each signal stands for those of all services: their size is what counts. */
function saveModels(persistence: OpenedPersistence['persistence'], history: SeriesHistory): void {
  for (let s = 0; s < SIGNALS_EACH; s++) {
    const past = new WatchedPast(history, clock, 'service-0');
    const params = { stepsPerDay: past.stepsPerDay, horizonSteps: past.stepsPerDay + 2, minimum: 0, maximum: Infinity };
    const part = seriesId('', null, s).signal;
    const serialized = FORECAST_MODEL_REGISTRY.ensemble?.fit(past.whole(part), params, 1)?.serialize();
    if (serialized === undefined) throw new Error('four weeks are too short for the ensemble');
    for (let i = 0; i < SERVICES; i++) {
      const place = { service: `service-${i}`, kind: 'forecast', part } as const;
      persistence.saveModel({ ...place, fittedSeconds: time.now, context: null, serialized });
    }
  }
}

/** From the file to forecasts, as a start of the exporter does it. */
function restart(path: string): void {
  const startedAt = performance.now();
  const since = (): number => (performance.now() - startedAt) / 1000;
  const history = newHistory();
  const { found } = open(path, history);
  line('restart: history and records in memory', since(), `${history.seriesCount} series`);
  const models = found.models.map((stored) => ({
    stored,
    fitted: FORECAST_MODEL_REGISTRY.ensemble?.restore(stored.serialized),
  }));
  line('restart: models restored', since(), `${models.length} models`);
  let isFirst = true;
  for (const { stored, fitted } of models.sort((a, b) => rank(a.stored.part) - rank(b.stored.part))) {
    const past = new WatchedPast(history, clock, stored.service);
    const signal = SIGNALS.find((one) => one === stored.part);
    if (signal === undefined || fitted === undefined) continue;
    if (rank(signal) > 0 && isFirst) {
      line(`restart: demand of all ${SERVICES} services forecast`, since(), 'aim 2 s, at most 10 s');
      isFirst = false;
    }
    forecastBase(signal, 'ensemble', fitted, past.whole(signal), clock, past.stepsPerDay + 2);
  }
  line(`restart: all ${models.length} forecasts`, since(), '');
}

function rank(part: string): number {
  return part === 'requests_per_second' ? 0 : 1;
}

function allSeries(): SeriesId[] {
  return Array.from({ length: SERVICES }, (_, service) =>
    [null, ...Array.from({ length: INSTANCES_EACH }, (_, i) => `10.0.${service}.${i}:8080`)].flatMap((instance) =>
      Array.from({ length: SIGNALS_EACH }, (_, s) => seriesId(`service-${service}`, instance, s)),
    ),
  ).flat();
}

function seriesId(service: string, instance: string | null, signal: number): SeriesId {
  return { service, instance, signal: SIGNALS[signal] ?? 'requests_per_second' };
}

/** A daily curve with noise. */
function fill(history: SeriesHistory, id: SeriesId, start: number, step: number, count: number, seed: number): void {
  const timestampsSeconds = new Float64Array(count);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    timestampsSeconds[i] = start + i * step;
    values[i] = 100 + seed + 50 * Math.sin((timestampsSeconds[i]! / DAY_SECONDS) * 2 * Math.PI) + 5 * Math.random();
  }
  history.append({ id, timestampsSeconds, values });
}

async function timed(work: () => Promise<void> | void): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** What an earlier round left in the folder. */
function removeStore(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) rmSync(file);
}

function megabytes(path: string): string {
  return [path, `${path}-wal`]
    .filter((file) => existsSync(file))
    .reduce((sum, file) => sum + statSync(file).size / 1e6, 0)
    .toFixed(0);
}

function ms(seconds: number): string {
  return (seconds * 1000).toFixed(1);
}

function line(what: string, seconds: number, note: string): void {
  console.log(`${what.padEnd(58)} ${ms(seconds).padStart(8)} ms  ${note}`);
}
