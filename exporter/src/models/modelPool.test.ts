import { afterEach, describe, expect, it } from 'vitest';
import { residual } from './anomaly/residual.ts';
import { seasonalNaive } from './forecast/seasonalNaive.ts';
import { createModelPool, type ModelPool } from './modelPool.ts';

const SEASON = 24;
const params = { stepsPerDay: SEASON, horizonSteps: SEASON, minimum: 0, maximum: Infinity };
const history = {
  startSeconds: 0,
  stepSeconds: 3600,
  values: Float64Array.from({ length: SEASON * 7 }, (_, i) => 10 + 5 * Math.sin((2 * Math.PI * i) / SEASON) + (i % 5)),
};

describe('createModelPool', () => {
  let pool: ModelPool | null = null;
  afterEach(async () => pool?.close());

  it('fits in a thread what a fit here gives, and leaves the input as it was', async () => {
    pool = createModelPool();
    const before = history.values.slice();
    const serialized = await pool.fitForecast('seasonal_naive', history, params, 1);
    expect(history.values).toEqual(before);
    const here = seasonalNaive.fit(history, params, 1)!.forecast(history, 5);
    expect(seasonalNaive.restore(serialized!).forecast(history, 5)).toEqual(here);
  });

  it('works through more jobs than it has threads', async () => {
    pool = createModelPool({ threads: 2 });
    const rows = { columns: ['a'], count: 100, values: Float64Array.from({ length: 100 }, (_, i) => i % 7) };
    const all = [1, 2, 3, 4, 5].map((seed) => pool!.fitAnomaly('residual', rows, { falseAlarmRatio: 0.01 }, seed));
    const scores = (await Promise.all(all)).map((serialized) => residual.restore(serialized!).score(rows));
    expect(scores).toHaveLength(5);
    expect(new Set(scores.map((score) => score.join())).size).toBe(1);
  });

  it('says null for a series that is too short, and names a model that does not exist', async () => {
    pool = createModelPool();
    const short = { ...history, values: history.values.subarray(0, SEASON) };
    expect(await pool.fitForecast('seasonal_naive', short, params, 1)).toBeNull();
    await expect(pool.fitForecast('lstm', history, params, 1)).rejects.toThrow(
      /no model "lstm" yet; there are ensemble/,
    );
  });

  it('rejects what waits when it is closed, and new work afterwards', async () => {
    pool = createModelPool();
    const waiting = [1, 2, 3].map((seed) => pool!.fitForecast('ensemble', history, params, seed));
    const outcomes = Promise.allSettled(waiting);
    await pool.close();
    for (const outcome of await outcomes) expect(outcome.status).toBe('rejected');
    await expect(pool.fitForecast('ensemble', history, params, 1)).rejects.toThrow('closed');
  });

  it('starts a new thread after an idle one has ended', async () => {
    pool = createModelPool({ idleSeconds: 0 });
    expect(await pool.fitForecast('seasonal_naive', history, params, 1)).not.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await pool.fitForecast('seasonal_naive', history, params, 1)).not.toBeNull();
  });
});
