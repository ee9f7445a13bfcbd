import { expect, it } from 'vitest';
import type { FittedForecast } from '../../core/forecast.ts';
import { FORECAST_GRID } from '../../core/vocabularies.ts';
import { forecastBase, signalForecast } from './signalForecast.ts';

const STEP = 300;
const STEPS = 290;

/** A forecast whose value at step i is i, for every probability. */
const counting: FittedForecast = {
  backtest: { origins: 1, relativeError: 1, intervalCoverageRatio: 0.9 },
  forecast: (history, steps) => ({
    startSeconds: history.startSeconds + history.values.length * STEP,
    stepSeconds: STEP,
    probabilities: FORECAST_GRID,
    quantiles: FORECAST_GRID.map(() => Float64Array.from({ length: steps }, (_unused, i) => i)),
  }),
  peaks: (_history, within) => within.map((steps) => new Float64Array(FORECAST_GRID.length).fill(steps - 1)),
  serialize: () => ({ model: 'counting', version: 1, data: null }),
};
const history = { startSeconds: 0, stepSeconds: STEP, values: new Float64Array(10) };
const clockAt = (nowSeconds: number, scale = 1) => ({
  nowSeconds: () => nowSeconds,
  secondsPerDay: 86_400 * scale,
  scale,
});

it('counts horizons from now, on the services’ clock', () => {
  const now = 9 * STEP + 10;
  const base = forecastBase('requests_per_second', 'ensemble', counting, history, clockAt(now), STEPS);
  const at = signalForecast(base, clockAt(now)).atHorizon;
  expect([...at].map(([horizon, row]) => [horizon, row[0]])).toEqual([
    ['0s', 0],
    ['15m', 2],
    ['1h', 11],
    ['6h', 71],
    ['24h', 287],
  ]);
  expect([...base.peakWithin].map(([horizon, row]) => [horizon, row[0]])).toEqual(
    [...at].map(([h, row]) => [h, row[0]]),
  );
});

it('moves with the time that passes within a step, without asking the model again', () => {
  const now = 9 * STEP;
  const base = forecastBase('requests_per_second', 'ensemble', counting, history, clockAt(now), STEPS);
  expect(signalForecast(base, clockAt(now + 2 * STEP)).atHorizon.get('1h')?.[0]).toBe(13);
});

it('leaves out horizons that the forecast does not reach', () => {
  const base = forecastBase('requests_per_second', 'ensemble', counting, history, clockAt(9 * STEP), 20);
  expect([...base.peakWithin.keys()]).toEqual(['0s', '15m', '1h']);
});

it('shrinks horizons with the day', () => {
  const now = 9 * STEP;
  const base = forecastBase('requests_per_second', 'ensemble', counting, history, clockAt(now, 0.5), STEPS);
  expect(signalForecast(base, clockAt(now, 0.5)).atHorizon.get('1h')?.[0]).toBe(5);
});
