import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { expectedPathLength, growForest, scoreForest } from './forest.ts';
import { packForest, unpackForest } from './packForest.ts';

const random = seededRandom(9);
const rows = {
  columns: ['a', 'b'],
  count: 2000,
  values: Float64Array.from({ length: 4000 }, () => random.normal()),
};

describe('expectedPathLength', () => {
  it('is that of an unsuccessful search in a binary search tree', () => {
    expect([0, 1, 2].map(expectedPathLength)).toEqual([0, 0, 1]);
    // 2 H(255) − 2 · 255 / 256 with the harmonic number itself.
    const harmonic = Array.from({ length: 255 }, (_, i) => 1 / (i + 1)).reduce((sum, part) => sum + part, 0);
    expect(expectedPathLength(256)).toBeCloseTo(2 * harmonic - (2 * 255) / 256, 2);
  });
});

describe('growForest', () => {
  it('scores usual rows near 0.5 and rows at the edges higher', () => {
    const forest = growForest(rows, 100, 256, 1);
    const scores = scoreForest(forest, rows);
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    expect(mean).toBeGreaterThan(0.4);
    expect(mean).toBeLessThan(0.55);
    const [centre, edge] = scoreForest(forest, { ...rows, count: 2, values: Float64Array.of(0, 0, 6, -6) });
    expect(edge!).toBeGreaterThan(0.7);
    expect(centre!).toBeLessThan(0.45);
  });

  it('uses as many rows as asked, and all where there are fewer', () => {
    expect(growForest(rows, 3, 256, 1).subsample).toBe(256);
    expect(growForest({ ...rows, count: 10 }, 3, 256, 1).subsample).toBe(10);
  });

  it('differs by seed and is the same for one seed', () => {
    expect(packForest(growForest(rows, 5, 64, 1))).toEqual(packForest(growForest(rows, 5, 64, 1)));
    expect(packForest(growForest(rows, 5, 64, 1))).not.toEqual(packForest(growForest(rows, 5, 64, 2)));
  });

  it('packs and unpacks', () => {
    const forest = growForest(rows, 5, 64, 1);
    expect(unpackForest(packForest(forest))).toEqual(forest);
  });

  it('makes leaves of rows that cannot be parted', () => {
    const same = { columns: ['a'], count: 50, values: new Float64Array(50).fill(1) };
    for (const score of scoreForest(growForest(same, 10, 32, 1), same)) expect(score).toBeCloseTo(0.5, 6);
  });
});
