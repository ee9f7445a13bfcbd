import { expect, it } from 'vitest';
import { ScoreTrail } from './scoreTrail.ts';

it('keeps the newest scores and stays bounded', () => {
  const trail = new ScoreTrail(8);
  for (let i = 0; i < 1000; i++) trail.add(i, i % 3 === 0 ? null : i);
  const { timestamps, scores } = trail.read();
  expect(timestamps.length).toBe(scores.length);
  expect(timestamps.length).toBeGreaterThanOrEqual(8);
  expect(timestamps.length).toBeLessThanOrEqual(10);
  expect(timestamps.at(-1)).toBe(999);
  expect(scores.at(-1)).toBeNull();
  expect(scores.at(-2)).toBe(998);
});
