import { compressedHours, hourSplits } from './timeAxis';

const DAY_SECONDS = 600;
const NOW_MS = 1_000_000;
const HOUR_MS = (DAY_SECONDS * 1000) / 24;

describe('hourSplits', () => {
  test.each([
    ['a day before and after, every six hours', -24, 24, [-24, -18, -12, -6, 0, 6, 12, 18, 24]],
    ['three hours, every hour', -2, 1, [-2, -1, 0, 1]],
    ['an hour that is not whole at its ends', -1.5, 1.5, [-1, 0, 1]],
    ['a span without a whole step', 0.2, 0.4, []],
  ])('%s', (_name, from, to, hours) => {
    const splits = hourSplits([NOW_MS + from * HOUR_MS, NOW_MS + to * HOUR_MS], NOW_MS, DAY_SECONDS, 9);
    expect(splits.map((ms) => Math.round((ms - NOW_MS) / HOUR_MS) + 0)).toEqual(hours);
  });

  test.each([3, 5, 9])('in up to two days, makes no more than %d steps', (steps) => {
    for (let span = 1; span <= 48; span++) {
      const splits = hourSplits([NOW_MS, NOW_MS + span * HOUR_MS], NOW_MS, DAY_SECONDS, steps);
      expect(splits.length).toBeLessThanOrEqual(steps + 1);
    }
  });
});

describe('compressedHours', () => {
  test.each([
    [0, 'now'],
    [6, '+6 h'],
    [-24, '−24 h'],
    [0.01, 'now'],
  ])('%d hours from now', (hours, text) => {
    expect(compressedHours(NOW_MS + hours * HOUR_MS, NOW_MS, DAY_SECONDS)).toBe(text);
  });
});
