import { formatSeconds } from './formatSeconds';

describe('formatSeconds', () => {
  test.each([
    [0, '0 s'],
    [-3, '0 s'],
    [0.4, '0 s'],
    [59.6, '1 min'],
    [150, '2 min 30 s'],
    [3600, '1 h'],
    [3661, '1 h 1 min'],
    [90_000, '1 d 1 h'],
    [86_401, '1 d'],
  ])('%d s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});
