import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../core/random.ts';
import { rollingOrigins } from '../calibration/rollingOrigins.ts';
import { ensembleLearner } from './ensembleLearner.ts';
import { linearLearner } from './linearLearner.ts';
import type { PointLearner } from './pointLearner.ts';
import { seasonContext } from './seasonContext.ts';
import { seasonalLearner } from './seasonalLearner.ts';

const SEASON = 48;

function weekly(days: number): Float64Array {
  const random = seededRandom(6);
  return Float64Array.from({ length: days * SEASON }, (_, i) => {
    const weekend = Math.floor(i / SEASON) % 7 >= 5;
    return (weekend ? 20 : 100) * (1 + 0.5 * Math.sin((2 * Math.PI * i) / SEASON)) + random.normal();
  });
}

const learners: [string, PointLearner<unknown>][] = [
  ['seasonal', seasonalLearner as PointLearner<unknown>],
  ['linear', linearLearner as PointLearner<unknown>],
  ['ensemble', ensembleLearner as PointLearner<unknown>],
];

describe.each(learners)('%s learner', (_, learner) => {
  it('uses nothing of the future for its out-of-sample forecasts', () => {
    const values = weekly(28);
    const origins = rollingOrigins(values.length, SEASON);
    const { paths } = learner.learn(seasonContext(values, SEASON, 0), origins, SEASON);
    const at = Math.floor(origins.length * 0.7);
    const changed = values.map((value, i) => (i >= origins[at]! ? value * 3 + 7 : value));
    const other = learner.learn(seasonContext(changed, SEASON, 0), origins, SEASON).paths;
    expect(other[at]).toEqual(paths[at]);
    expect(other.at(-1)).not.toEqual(paths.at(-1));
  });

  it('forecasts the same from an origin whether or not more is known behind it', () => {
    const values = weekly(28);
    const whole = seasonContext(values, SEASON, 0);
    const { data } = learner.learn(whole, rollingOrigins(values.length, SEASON), SEASON);
    const origin = 20 * SEASON + 11;
    const cut = seasonContext(values.slice(0, origin), SEASON, 0);
    const [one, two] = [learner.path(data, whole, origin, SEASON), learner.path(data, cut, origin, SEASON)];
    one.forEach((value, i) => expect(value).toBeCloseTo(two[i]!, 9));
  });
});

describe('seasonal learner', () => {
  it('finds a week where there is one', () => {
    const values = weekly(28);
    const context = seasonContext(values, SEASON, 0);
    const { data } = seasonalLearner.learn(context, rollingOrigins(values.length, SEASON), SEASON);
    expect(data[0]!.base).toMatch(/^week/);
    // From a Friday's end: the weekend's peak is 30, a working day's 150.
    const friday = 26 * SEASON;
    const path = seasonalLearner.path(data, context, friday, SEASON);
    expect(Math.max(...path)).toBeLessThan(60);
  });
});

describe('rollingOrigins', () => {
  it('begins once half of the series has passed and ends before its end', () => {
    const origins = rollingOrigins(28 * SEASON, SEASON);
    expect(origins[0]!).toBeGreaterThanOrEqual(8 * SEASON);
    expect(origins.at(-1)!).toBeLessThan(28 * SEASON);
    expect(origins.length).toBeLessThanOrEqual(129);
    // They fall on all times of the day.
    expect(new Set(origins.map((origin) => origin % SEASON)).size).toBeGreaterThan(SEASON / 2);
  });

  it('finds some in the shortest series', () => {
    expect(rollingOrigins(2 * SEASON, SEASON).length).toBeGreaterThan(3);
  });
});
