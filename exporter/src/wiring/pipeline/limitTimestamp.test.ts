import { describe, expect, it } from 'vitest';
import { limitTimestamp } from './limitTimestamp.ts';

const rising = {
  startSeconds: 1000,
  stepSeconds: 10,
  probabilities: [0.5, 0.95],
  quantiles: [Float64Array.of(1, 2, 3, 4), Float64Array.of(2, 3, 4, 5)],
};

describe('limitTimestamp', () => {
  it('is the first step whose p95, not the median, passes the limit', () => {
    expect(limitTimestamp(rising, 3.5, 0)).toBe(1020);
  });

  it('does not lie in the past', () => {
    expect(limitTimestamp(rising, 1, 1015)).toBe(1020);
  });

  it('is null where the limit holds, also when it is just touched', () => {
    expect(limitTimestamp(rising, 5, 0)).toBeNull();
  });

  it('is null where the forecast has no p95', () => {
    expect(limitTimestamp({ ...rising, probabilities: [0.5, 0.9] }, 0, 0)).toBeNull();
  });
});
