import { expect, it } from 'vitest';
import { solveRidge } from './solveRidge.ts';

it('finds the weights that made the targets', () => {
  const [x, weights] = [
    [
      [1, 2],
      [3, -1],
      [0.5, 4],
      [-2, 1],
    ],
    [2, -3],
  ];
  const gram = new Float64Array(4);
  const moment = new Float64Array(2);
  for (const row of x) {
    const y = row[0]! * weights[0]! + row[1]! * weights[1]!;
    row.forEach((a, i) => {
      moment[i]! += a * y;
      row.forEach((b, j) => (gram[i * 2 + j]! += a * b));
    });
  }
  const [one, two] = solveRidge(gram, moment, 0);
  expect(one).toBeCloseTo(2, 9);
  expect(two).toBeCloseTo(-3, 9);
  const [shrunk] = solveRidge(gram, moment, 10);
  expect(Math.abs(shrunk!)).toBeLessThan(1);
});

it('gives a column without variance no weight', () => {
  expect([...solveRidge(Float64Array.of(0, 0, 0, 4), Float64Array.of(0, 8), 0)]).toEqual([0, 2]);
});
