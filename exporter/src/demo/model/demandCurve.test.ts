import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HIGHEST_DEMAND, demandRequestsPerSecond, shopTimeSeconds } from './demandCurve.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Mean demand over `hours` hours of a Monday-to-Friday day, over several weeks. */
function weekdayMean(fromHour: number, hours: number): number {
  const samples: number[] = [];
  for (let day = 0; day < 28; day++) {
    if (day % 7 > 4) continue;
    for (let minute = 0; minute < hours * 60; minute += 5) {
      samples.push(demandRequestsPerSecond(day * DAY + fromHour * HOUR + minute * 60));
    }
  }
  return samples.reduce((sum, value) => sum + value, 0) / samples.length;
}

function dayMean(day: number): number {
  let sum = 0;
  for (let minute = 0; minute < 1440; minute += 5) sum += demandRequestsPerSecond(day * DAY + minute * 60);
  return sum / 288;
}

describe('demandRequestsPerSecond', () => {
  test('is lowest at night and has two humps, the evening one higher, with a dip between them', () => {
    const night = weekdayMean(2, 3);
    const lateMorning = weekdayMean(10, 2);
    const afternoon = weekdayMean(14.5, 1);
    const evening = weekdayMean(19, 2);
    expect(night).toBeGreaterThan(5);
    expect(night).toBeLessThan(8);
    expect(lateMorning).toBeGreaterThan(afternoon * 1.5);
    expect(evening).toBeGreaterThan(lateMorning * 1.2);
    expect(afternoon).toBeGreaterThan(night * 1.1);
  });

  test('is quieter at the weekend', () => {
    expect(dayMean(6)).toBeLessThan(dayMean(2) * 0.8);
    expect(dayMean(5)).toBeLessThan(dayMean(2) * 0.88);
  });

  test('is between 4 and the highest demand at any time, and has no steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 * DAY }), fc.integer({ min: 0, max: 1000 }), (seconds, seed) => {
        const here = demandRequestsPerSecond(seconds, seed);
        expect(here).toBeGreaterThan(4);
        expect(here).toBeLessThanOrEqual(HIGHEST_DEMAND);
        expect(Math.abs(demandRequestsPerSecond(seconds + 60, seed) - here)).toBeLessThan(1.5);
      }),
    );
  });

  test('differs from seed to seed and is the same for one', () => {
    expect(demandRequestsPerSecond(123_456, 1)).toBe(demandRequestsPerSecond(123_456, 1));
    expect(demandRequestsPerSecond(123_456, 1)).not.toBe(demandRequestsPerSecond(123_456, 2));
  });
});

test('shopTimeSeconds: a day of ten minutes has 86,400 seconds of its own', () => {
  expect(shopTimeSeconds(600 * 3 + 300, 600)).toBe(3.5 * DAY);
});
