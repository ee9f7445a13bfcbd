import { clockTime } from './clockTime';

describe('clockTime', () => {
  test.each([
    [0, 0, 600, '00:00'],
    [0.5, 0, 600, '12:00'],
    [0.5, 25, 600, '13:00'],
    [0.999, 600, 600, '23:58'],
    [0.99, 12, 600, '00:14'],
    [0.25, 3600, 86_400, '07:00'],
  ])('fraction %d, %d s old, %d s a day', (fraction, age, day, text) => {
    expect(clockTime(fraction, age, day)).toBe(text);
  });
});
