import { describe, expect, it } from 'vitest';
import type { FeatureRows } from '../../exporter/src/core/anomaly.ts';
import type { ForecastDistribution, ForecastParams } from '../../exporter/src/core/forecast.ts';
import { seededRandom } from '../../exporter/src/core/random.ts';
import type { RegularSeries } from '../../exporter/src/core/series.ts';
import { FORECAST_GRID } from '../../exporter/src/core/vocabularies.ts';
import { ANOMALY_MODEL_REGISTRY } from '../../exporter/src/models/anomaly/registry.ts';
import { FORECAST_MODEL_REGISTRY } from '../../exporter/src/models/forecast/registry.ts';

const SEASON = 48;
const PARAMS: ForecastParams = { stepsPerDay: SEASON, horizonSteps: SEASON, minimum: 0, maximum: Infinity };

/** A daily season with noise, growing slowly. */
function seasonal(days: number): RegularSeries {
  const random = seededRandom(7);
  const values = Float64Array.from({ length: days * SEASON }, (_, i) =>
    Math.max(0, 100 + 60 * Math.sin((2 * Math.PI * i) / SEASON) + 0.02 * i + 5 * random.normal()),
  );
  return { startSeconds: 1_780_000_000, stepSeconds: 1800, values };
}

function withGaps(series: RegularSeries): RegularSeries {
  const random = seededRandom(3);
  const values = series.values.map((value, i) => (random.next() < 0.1 || (i > 150 && i < 200) ? NaN : value));
  return { ...series, values };
}

function expectSound(distribution: ForecastDistribution, params: ForecastParams, steps: number): void {
  expect(distribution.probabilities).toEqual(FORECAST_GRID);
  expect(distribution.quantiles).toHaveLength(FORECAST_GRID.length);
  distribution.quantiles.forEach((quantile, p) => {
    expect(quantile).toHaveLength(steps);
    quantile.forEach((value, i) => {
      expect(Number.isFinite(value)).toBe(true);
      expect(value).toBeGreaterThanOrEqual(params.minimum);
      expect(value).toBeLessThanOrEqual(params.maximum);
      if (p > 0) expect(value).toBeGreaterThanOrEqual(distribution.quantiles[p - 1]![i]!);
    });
  });
}

/** What survives a file or a worker: JSON and back. */
function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

describe.each(Object.entries(FORECAST_MODEL_REGISTRY))('forecast model %s', (name, model) => {
  const history = seasonal(21);

  it('goes by the name it is registered under', () => {
    expect(model.name).toBe(name);
  });

  it('gives the same for the same input and seed, and leaves the input as it was', () => {
    const before = history.values.slice();
    const [one, two] = [model.fit(history, PARAMS, 1)!, model.fit(history, PARAMS, 1)!];
    expect(one.forecast(history, SEASON)).toEqual(two.forecast(history, SEASON));
    expect(one.peaks(history, [1, 12, SEASON])).toEqual(two.peaks(history, [1, 12, SEASON]));
    expect(one.backtest).toEqual(two.backtest);
    expect(history.values).toEqual(before);
  });

  it('comes back from JSON as it was', () => {
    const fitted = model.fit(history, PARAMS, 1)!;
    const restored = model.restore(throughJson(fitted.serialize()));
    expect(restored.forecast(history, SEASON)).toEqual(fitted.forecast(history, SEASON));
    expect(restored.peaks(history, [6, SEASON])).toEqual(fitted.peaks(history, [6, SEASON]));
    expect(restored.backtest).toEqual(fitted.backtest);
    expect(restored.serialize()).toEqual(throughJson(fitted.serialize()));
  });

  it('refuses what another model or version wrote', () => {
    const serialized = model.fit(history, PARAMS, 1)!.serialize();
    expect(() => model.restore({ ...serialized, model: 'lstm' })).toThrow(/cannot restore lstm/);
    expect(() => model.restore({ ...serialized, version: 999 })).toThrow(/version 999/);
  });

  it('forecasts from where the history ends, on its step', () => {
    const { startSeconds, stepSeconds } = model.fit(history, PARAMS, 1)!.forecast(history, 3);
    expect(startSeconds).toBe(history.startSeconds + history.values.length * history.stepSeconds);
    expect(stepSeconds).toBe(history.stepSeconds);
  });

  it('refuses a history on another step', () => {
    const fitted = model.fit(history, PARAMS, 1)!;
    expect(() => fitted.forecast({ ...history, stepSeconds: 60 }, 3)).toThrow(/steps of 1800 s, the history has 60 s/);
  });

  it('beats daily seasonal naive on a noisy season, with intervals that cover', () => {
    const { relativeError, intervalCoverageRatio, origins } = model.fit(history, PARAMS, 1)!.backtest;
    expect(origins).toBeGreaterThan(10);
    expect(relativeError).toBeLessThan(0.95);
    expect(intervalCoverageRatio).toBeGreaterThan(0.8);
    expect(intervalCoverageRatio).toBeLessThanOrEqual(1);
  });

  it('tells of a future that it has not seen: within its intervals nine times in ten', () => {
    const whole = seasonal(22);
    const fitted = model.fit(history, PARAMS, 1)!;
    const { quantiles } = fitted.forecast(history, SEASON);
    const coming = whole.values.subarray(21 * SEASON);
    const within = coming.filter((value, i) => value >= quantiles[1]![i]! && value <= quantiles[7]![i]!).length;
    expect(within / SEASON).toBeGreaterThan(0.75);
  });

  it('gives peaks that do not fall with the time they have, nor below any step of the forecast', () => {
    const fitted = model.fit(history, PARAMS, 1)!;
    const { quantiles } = fitted.forecast(history, SEASON);
    const [long, short] = fitted.peaks(history, [SEASON, 6]);
    FORECAST_GRID.forEach((_, p) => {
      expect(long![p]!).toBeGreaterThanOrEqual(short![p]!);
      expect(long![p]!).toBeGreaterThanOrEqual(Math.max(...quantiles[p]!));
      if (p > 0) expect(long![p]!).toBeGreaterThanOrEqual(long![p - 1]!);
    });
  });

  it('says null for a history that is too short or empty', () => {
    const short = { ...history, values: history.values.slice(0, model.minimumDays * SEASON - 1) };
    expect(model.fit(short, PARAMS, 1)).toBeNull();
    expect(model.fit({ ...history, values: new Float64Array() }, PARAMS, 1)).toBeNull();
    expect(model.fit({ ...history, values: new Float64Array(20 * SEASON).fill(NaN) }, PARAMS, 1)).toBeNull();
  });

  it('takes the shortest history it says it needs', () => {
    const least = { ...history, values: history.values.slice(0, model.minimumDays * SEASON) };
    const fitted = model.fit(least, PARAMS, 1)!;
    expectSound(fitted.forecast(least, SEASON), PARAMS, SEASON);
    expectSound(model.restore(throughJson(fitted.serialize())).forecast(least, 2 * SEASON), PARAMS, 2 * SEASON);
  });

  it.each([
    ['gaps', withGaps(seasonal(21))],
    ['gaps at both ends', { ...history, values: history.values.map((v, i) => (i < 200 || i > 990 ? NaN : v)) }],
    ['a constant', { ...history, values: new Float64Array(14 * SEASON).fill(5) }],
    ['zeros', { ...history, values: new Float64Array(14 * SEASON) }],
    ['an outage', { ...history, values: history.values.map((v, i) => (i > 300 && i < 380 ? 0 : v)) }],
    ['a burst', { ...history, values: history.values.map((v, i) => (i === 700 ? v * 1000 : v)) }],
    [
      'negative and infinite values',
      { ...history, values: history.values.map((v, i) => (i % 97 === 0 ? -Infinity : v - 120)) },
    ],
  ])('stays sound on %s', (_, odd) => {
    const fitted = model.fit(odd, PARAMS, 1)!;
    expectSound(fitted.forecast(odd, SEASON), PARAMS, SEASON);
    for (const row of fitted.peaks(odd, [1, SEASON]))
      for (const value of row) expect(Number.isFinite(value)).toBe(true);
    expect(Number.isFinite(fitted.backtest.relativeError)).toBe(true);
    expect(Number.isFinite(fitted.backtest.intervalCoverageRatio)).toBe(true);
  });

  it('keeps to the bounds of a ratio', () => {
    const bounded = { ...PARAMS, maximum: 1 };
    const ratio = { ...history, values: history.values.map((value) => Math.min(1, value / 150)) };
    const fitted = model.fit(ratio, bounded, 1)!;
    expectSound(model.restore(throughJson(fitted.serialize())).forecast(ratio, SEASON), bounded, SEASON);
  });

  it('forecasts a history that has lost its values since the fit', () => {
    const fitted = model.fit(history, PARAMS, 1)!;
    for (const values of [new Float64Array(), new Float64Array(10).fill(NaN), Float64Array.of(3)]) {
      expectSound(fitted.forecast({ ...history, values }, SEASON), PARAMS, SEASON);
    }
  });
});

const COLUMNS = ['a', 'b', 'c'];

/** Normal rows in which b follows a; the last `odd` rows break out in every way. */
function rows(count: number, odd = 0): FeatureRows {
  const random = seededRandom(11);
  const values = new Float64Array(count * COLUMNS.length);
  for (let row = 0; row < count; row++) {
    const a = random.normal();
    const broken = row >= count - odd;
    const normal = [a, a + 0.1 * random.normal(), random.normal()];
    values.set(broken ? [7, -7, 15] : normal, row * COLUMNS.length);
  }
  return { columns: COLUMNS, count, values };
}

describe.each(Object.entries(ANOMALY_MODEL_REGISTRY))('anomaly model %s', (name, model) => {
  const params = { falseAlarmRatio: 0.01 };
  const past = rows(2000);

  it('goes by the name it is registered under', () => {
    expect(model.name).toBe(name);
  });

  it('gives the same for the same input and seed, and leaves the input as it was', () => {
    const before = past.values.slice();
    const [one, two] = [model.fit(past, params, 5)!, model.fit(past, params, 5)!];
    expect(one.score(past)).toEqual(two.score(past));
    expect(one.contributions(rows(20, 5))).toEqual(two.contributions(rows(20, 5)));
    expect(past.values).toEqual(before);
  });

  it('comes back from JSON as it was', () => {
    const fitted = model.fit(past, params, 5)!;
    const restored = model.restore(throughJson(fitted.serialize()));
    expect(restored.score(past)).toEqual(fitted.score(past));
    expect(restored.contributions(rows(20, 5))).toEqual(fitted.contributions(rows(20, 5)));
    expect(restored.serialize()).toEqual(throughJson(fitted.serialize()));
  });

  it('refuses what another model or version wrote, and rows with other columns', () => {
    const fitted = model.fit(past, params, 5)!;
    expect(() => model.restore({ ...fitted.serialize(), model: 'subspace' })).toThrow(/cannot restore subspace/);
    expect(() => model.restore({ ...fitted.serialize(), version: 0 })).toThrow(/version 0/);
    expect(() => fitted.score({ ...past, columns: ['a', 'c', 'b'] })).toThrow(/fitted to the columns a, b, c/);
  });

  it('refuses a false alarm ratio that is none', () => {
    expect(() => model.fit(past, { falseAlarmRatio: 0 }, 5)).toThrow(/between 0 and 0.5, not 0/);
    expect(() => model.fit(past, { falseAlarmRatio: NaN }, 5)).toThrow(RangeError);
  });

  it('scores about the asked share of past rows above 1', () => {
    const above = model
      .fit(past, params, 5)!
      .score(past)
      .filter((score) => score > 1).length;
    expect(above / past.count).toBeGreaterThan(0.004);
    expect(above / past.count).toBeLessThan(0.02);
  });

  it('scores rows that break out above 1, higher than all others', () => {
    const fitted = model.fit(past, params, 5)!;
    const later = rows(300, 5);
    const scores = fitted.score(later);
    const odd = scores.subarray(295);
    expect(Math.min(...odd)).toBeGreaterThan(1);
    expect(Math.min(...odd)).toBeGreaterThan(Math.max(...scores.subarray(0, 295)));
  });

  it('says which column it was', () => {
    const odd = { columns: COLUMNS, count: 2, values: Float64Array.of(0, 0, 15, 9, 9, 0) };
    const [, , ofThird, , , ofNormal] = model.fit(past, params, 5)!.contributions(odd);
    expect(ofThird!).toBeGreaterThan(0.9);
    expect(ofNormal!).toBeLessThan(0.1);
  });

  it('gives contributions that sum to 1 in every row', () => {
    const later = rows(300, 5);
    const shares = model.fit(past, params, 5)!.contributions(later);
    for (let row = 0; row < later.count; row++) {
      const own = shares.subarray(row * COLUMNS.length, (row + 1) * COLUMNS.length);
      for (const share of own) expect(share).toBeGreaterThanOrEqual(0);
      expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }
  });

  it('says null for too few rows', () => {
    expect(model.fit(rows(model.minimumRows - 1), params, 5)).toBeNull();
    expect(model.fit({ columns: COLUMNS, count: 0, values: new Float64Array() }, params, 5)).toBeNull();
    expect(model.fit(rows(model.minimumRows), params, 5)).not.toBeNull();
  });

  it.each([
    ['constant rows', { columns: COLUMNS, count: 500, values: new Float64Array(1500).fill(3) }],
    ['a constant column', { ...past, values: past.values.map((v, i) => (i % 3 === 1 ? 0 : v)) }],
    ['rows with gaps filled as usual (0)', { ...past, values: past.values.map((v, i) => (i % 7 === 0 ? 0 : v)) }],
    ['wild rows', { ...past, values: past.values.map((v, i) => (i % 301 === 0 ? v * 1e12 : v)) }],
  ])('stays finite on %s', (_, odd) => {
    const fitted = model.fit(odd, params, 5)!;
    for (const score of fitted.score(odd)) {
      expect(Number.isFinite(score)).toBe(true);
      expect(score).toBeGreaterThanOrEqual(0);
    }
    for (const score of fitted.score(rows(100, 10))) expect(Number.isFinite(score)).toBe(true);
  });
});
