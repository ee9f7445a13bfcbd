import { describe, expect, it } from 'vitest';
import { Unfolded } from './unfolded.ts';

describe('Unfolded', () => {
  it('gives every series its turn once in a round, with the chunks that were not written whole since', () => {
    const unfolded = new Unfolded(4);
    for (let series = 1; series <= 10; series++) unfolded.addChunk(series, 1, 7);
    unfolded.addChunk(3, 1, 8);
    unfolded.addChunk(3, 2, 5);
    unfolded.removeChunk(3, 1, 7);
    unfolded.addSeries(11);
    const seen = new Map<number, unknown>();
    for (let cycle = 5; cycle < 9; cycle++) {
      for (const [series, tiers] of unfolded.due(cycle)) {
        expect(seen.has(series)).toBe(false);
        seen.set(
          series,
          [...tiers].map(([tier, chunks]) => [tier, [...chunks]]),
        );
      }
      unfolded.clear(cycle);
    }
    expect(seen.size).toBe(11);
    expect(seen.get(3)).toEqual([
      [1, [8]],
      [2, [5]],
    ]);
    expect(seen.get(11)).toEqual([]);
    expect(unfolded.has(3)).toBe(false);
  });
});
