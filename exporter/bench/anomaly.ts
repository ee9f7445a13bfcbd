import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AnomalyModel } from '../src/core/anomaly.ts';
import { ANOMALY_MODEL_REGISTRY } from '../src/models/anomaly/registry.ts';
import { readCsv } from './csv.ts';
import { generalFeatures, rowsOf } from './generalFeatures.ts';
import { dataFolder, type BenchOptions } from './options.ts';
import { runScorer } from './runScorer.ts';

const SEED = 1;
/**
 * One false alarm in a thousand rows: on SMD's rows of a minute about one and a half a day before rows are joined to
 * episodes.
 */
const FALSE_ALARM_RATIO = 0.001;
const SMD_ROWS_PER_DAY = 1440;

/** Writes anomaly scores of SMD and NAB for each model, and scores them. */
export function benchAnomaly(options: BenchOptions): void {
  const models = Object.entries(ANOMALY_MODEL_REGISTRY).filter(
    ([name]) => options.models.length === 0 || options.models.includes(name),
  );
  smd(options, models);
  nab(options, models);
}

/** Fits on the training half, scores the test half; thresholds are fixed before the test half is seen. */
function smd(options: BenchOptions, models: readonly (readonly [string, AnomalyModel])[]): void {
  const folder = dataFolder(options, 'smd');
  const ending = '.test.csv.gz';
  for (const file of readdirSync(folder).filter((name) => name.endsWith(ending))) {
    const machine = file.slice(0, -ending.length);
    const train = readCsv(join(folder, `${machine}.train.csv.gz`)).slice(1);
    const test = readCsv(join(folder, file)).slice(1);
    const rows = [...train, ...test];
    const metrics = (train[0] ?? []).map((_, c) => Float64Array.from(rows, (row) => Number(row[c])));
    const features = generalFeatures(metrics, SMD_ROWS_PER_DAY, train.length);
    for (const [name, model] of models) {
      // The first day has no season yet.
      const past = rowsOf(features, SMD_ROWS_PER_DAY, train.length);
      const fitted = model.fit(past, { falseAlarmRatio: FALSE_ALARM_RATIO }, SEED);
      if (fitted === null) throw new Error(`${name} took no model of ${machine}`);
      const scores = fitted.score(rowsOf(features, train.length, rows.length));
      write(join(options.out, 'smd', name, `${machine}.csv`), ['score', ...scores]);
    }
  }
  for (const [name] of models) {
    console.log(`smd ${name}:`);
    console.log(runScorer(options, 'score_anomaly.py', [folder, join(options.out, 'smd', name)]));
  }
}

/** Walks through each series: fits on what is past, scores the next twentieth, and so on. */
function nab(options: BenchOptions, models: readonly (readonly [string, AnomalyModel])[]): void {
  const folder = dataFolder(options, 'nab');
  const windows = JSON.parse(readCsv(join(folder, 'windows.json')).join('')) as Record<string, unknown>;
  for (const file of Object.keys(windows)) {
    const rows = readCsv(join(folder, file)).slice(1);
    const values = Float64Array.from(rows, (row) => Number(row[1]));
    const probation = Math.min(Math.floor(0.15 * rows.length), 750);
    const features = generalFeatures([values], stepsPerDay(rows), probation);
    for (const [name, model] of models) {
      const scores = new Float64Array(rows.length);
      const span = Math.max(1, Math.floor(rows.length / 20));
      for (let from = probation; from < rows.length; from += span) {
        const fitted = model.fit(rowsOf(features, 0, from), { falseAlarmRatio: FALSE_ALARM_RATIO }, SEED);
        if (fitted === null) continue;
        const to = Math.min(rows.length, from + span);
        scores.set(fitted.score(rowsOf(features, from, to)), from);
      }
      const lines = rows.map((row, i) => `${row[0]},${scores[i]}`);
      write(join(options.out, 'nab', name, file), ['timestamp,score', ...lines]);
    }
  }
  for (const [name] of models) {
    console.log(`nab ${name}:`);
    console.log(runScorer(options, 'score_nab.py', [folder, join(options.out, 'nab', name)]));
  }
}

function write(path: string, lines: readonly (string | number)[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, lines.join('\n') + '\n');
}

/** From the usual distance between time stamps. */
function stepsPerDay(rows: readonly string[][]): number {
  const seconds = rows.map((row) => Date.parse(`${row[0]?.replace(' ', 'T')}Z`) / 1000);
  const steps = Float64Array.from(seconds.slice(1), (second, i) => second - seconds[i]!).sort();
  return Math.max(2, Math.round(86_400 / (steps[steps.length >> 1] || 300)));
}
