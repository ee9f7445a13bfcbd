import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ForecastModel } from '../src/core/forecast.ts';
import { FORECAST_MODEL_REGISTRY } from '../src/models/forecast/registry.ts';
import { readCsv } from './csv.ts';
import { dataFolder, type BenchOptions } from './options.ts';
import { QUANTILE_HEADER, scoredQuantiles } from './quantileColumns.ts';
import { runScorer } from './runScorer.ts';

interface RollingSeries {
  readonly intervalSeconds: number;
  readonly seasonSteps: number;
  readonly horizonSteps: number;
  readonly origins: readonly number[];
}

const MEDIAN = 4;
const UNBOUNDED = { minimum: 0, maximum: Infinity };

/** Writes forecasts of M4's hourly series and of the rolling protocol for each model, and scores them. */
export function benchForecast(options: BenchOptions): void {
  for (const [name, model] of Object.entries(FORECAST_MODEL_REGISTRY)) {
    if (options.models.length > 0 && !options.models.includes(name)) continue;
    m4(options, name, model);
    rolling(options, name, model);
  }
}

function m4(options: BenchOptions, name: string, model: ForecastModel): void {
  const folder = dataFolder(options, 'm4-hourly');
  const horizonSteps = 48;
  const lines = [`id,step,mean,${QUANTILE_HEADER}`];
  const reports: { relativeError: number; coverage: number }[] = [];
  const timer = stopwatch();
  for (const [id, ...cells] of readCsv(join(folder, 'train.csv.gz'))) {
    const values = Float64Array.from(
      cells.filter((cell) => cell !== ''),
      Number,
    );
    const history = { startSeconds: 0, stepSeconds: 3600, values };
    const fitted = timer.time('fit', () => model.fit(history, { stepsPerDay: 24, horizonSteps, ...UNBOUNDED }, 1));
    if (fitted === null) throw new Error(`${name} took no model of ${id}`);
    const { quantiles } = timer.time('forecast', () => fitted.forecast(history, horizonSteps));
    reports.push({ relativeError: fitted.backtest.relativeError, coverage: fitted.backtest.intervalCoverageRatio });
    for (let i = 0; i < horizonSteps; i++) {
      const row = quantiles.map((quantile) => quantile[i]!);
      lines.push([id, i + 1, row[MEDIAN], ...scoredQuantiles(row)].join(','));
    }
  }
  const path = join(options.out, `m4-${name}.csv`);
  writeFileSync(path, lines.join('\n') + '\n');
  const mean = (key: 'relativeError' | 'coverage'): string =>
    (reports.reduce((sum, report) => sum + report[key], 0) / reports.length).toFixed(3);
  console.log(
    `m4-hourly ${name}: own backtest relative error ${mean('relativeError')}, coverage ${mean('coverage')}; ${timer.report()}`,
  );
  const [train, test] = [join(folder, 'train.csv.gz'), join(folder, 'test.csv.gz')];
  console.log(runScorer(options, 'score_forecast.py', [train, test, path]));
}

function rolling(options: BenchOptions, name: string, model: ForecastModel): void {
  const folder = dataFolder(options, 'rolling');
  const protocol = JSON.parse(
    readCsv(join(folder, 'protocol.json'))
      .map((cells) => cells.join(','))
      .join('\n'),
  ) as Record<string, RollingSeries>;
  const lines = [`series,origin,step,mean,${QUANTILE_HEADER}`];
  const peaks = [`series,origin,mean,${QUANTILE_HEADER}`];
  const timer = stopwatch();
  for (const [series, { intervalSeconds, seasonSteps, horizonSteps, origins }] of Object.entries(protocol)) {
    const all = Float64Array.from(readCsv(join(folder, `${series}.csv`)).slice(1), (cells) => Number(cells[1]));
    for (const origin of origins) {
      const history = { startSeconds: 0, stepSeconds: intervalSeconds, values: all.slice(0, origin) };
      const params = { stepsPerDay: seasonSteps, horizonSteps, ...UNBOUNDED };
      const fitted = timer.time('fit', () => model.fit(history, params, 1));
      if (fitted === null) throw new Error(`${name} took no model of ${series}`);
      const { quantiles } = timer.time('forecast', () => fitted.forecast(history, horizonSteps));
      for (let i = 0; i < horizonSteps; i++) {
        const row = quantiles.map((quantile) => quantile[i]!);
        lines.push([series, origin, i + 1, row[MEDIAN], ...scoredQuantiles(row)].join(','));
      }
      const [peak] = timer.time('peaks', () => fitted.peaks(history, [horizonSteps]));
      peaks.push([series, origin, peak![MEDIAN], ...scoredQuantiles(peak!)].join(','));
    }
  }
  const paths = [join(options.out, `rolling-${name}.csv`), join(options.out, `rolling-peaks-${name}.csv`)] as const;
  writeFileSync(paths[0], lines.join('\n') + '\n');
  writeFileSync(paths[1], peaks.join('\n') + '\n');
  console.log(`rolling ${name}: ${timer.report()}`);
  console.log(runScorer(options, 'score_rolling.py', ['score', options.data, paths[0], '--peaks', paths[1]]));
}

/** Adds up the wall time of named kinds of work. */
function stopwatch(): { time: <T>(what: string, work: () => T) => T; report: () => string } {
  const spent = new Map<string, { ms: number; count: number }>();
  return {
    time: (what, work) => {
      const start = performance.now();
      const result = work();
      const entry = spent.get(what) ?? { ms: 0, count: 0 };
      spent.set(what, { ms: entry.ms + performance.now() - start, count: entry.count + 1 });
      return result;
    },
    report: () => [...spent].map(([what, { ms, count }]) => `${what} ${(ms / count).toFixed(1)} ms`).join(', '),
  };
}
