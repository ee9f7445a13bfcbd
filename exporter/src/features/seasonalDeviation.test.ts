import { describe, expect, it } from 'vitest';
import { seededRandom } from '../core/random.ts';
import { seasonalDeviation } from './seasonalDeviation.ts';

const SEASON = 96;

function season(days: number, noise = 1): Float64Array {
  const random = seededRandom(1);
  return Float64Array.from(
    { length: days * SEASON },
    (_, i) => 100 + 50 * Math.sin((2 * Math.PI * i) / SEASON) + noise * random.normal(),
  );
}

describe('seasonalDeviation', () => {
  it('is small for a daily season and large for a value out of it', () => {
    const values = season(10);
    // The usual value of noon at midnight.
    values[9 * SEASON + 72] = 150;
    const deviation = seasonalDeviation(values, SEASON, 0.1);
    const usual = deviation.subarray(3 * SEASON, 9 * SEASON).map(Math.abs);
    expect(usual.sort()[usual.length >> 1]!).toBeLessThan(1.5);
    expect(deviation[9 * SEASON + 72]!).toBeGreaterThan(20);
  });

  it('knows nothing during the first day and where values are missing', () => {
    const values = season(4);
    values[300] = NaN;
    const deviation = seasonalDeviation(values, SEASON, 0.1);
    expect(deviation.subarray(0, SEASON).every(Number.isNaN)).toBe(true);
    expect(deviation[300]).toBeNaN();
    expect(Number.isFinite(deviation[301]!)).toBe(true);
  });

  it('does not depend on what came long before, nor on what comes after', () => {
    const values = season(12);
    const whole = seasonalDeviation(values, SEASON, 0.1);
    const from = seasonalDeviation(values, SEASON, 0.1, 1100);
    const cut = seasonalDeviation(values.slice(0, 1101), SEASON, 0.1);
    const late = seasonalDeviation(values.slice(SEASON), SEASON, 0.1);
    expect(from[1099]).toBeNaN();
    for (const other of [from[1100]!, cut[1100]!, late[1100 - SEASON]!]) expect(other).toBeCloseTo(whole[1100]!, 9);
  });

  it('takes the floor as the least unit, so that a steady past does not make every flicker loud', () => {
    const values = new Float64Array(5 * SEASON).fill(0);
    values[400] = 0.05;
    expect(seasonalDeviation(values, SEASON, 0.1)[400]).toBeCloseTo(0.5);
  });

  it('is not widened by the anomaly of the last hour', () => {
    const values = season(10);
    for (let i = 950; i < 954; i++) values[i]! += 80;
    const deviation = seasonalDeviation(values, SEASON, 0.1);
    expect(deviation[953]!).toBeGreaterThan(0.5 * deviation[950]!);
  });
});
