import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { componentScales } from './componentScales.ts';

function scaleOf(differences: readonly number[], noise: number): number | undefined {
  const instances = differences.map((_, i) => `i${i}`);
  const components = ['cpu_ratio_per_request'] as const;
  const table = { instances, components, differences: Float64Array.from(differences), noise: Float64Array.of(noise) };
  return componentScales(table).get('cpu_ratio_per_request');
}

describe('componentScales', () => {
  it('is at least what an instance wobbles by itself, and what matters at all', () => {
    expect(scaleOf([0, 0, 0], 0.2)).toBe(0.2);
    expect(scaleOf([0, 0, 0], 0)).toBe(0.03);
  });

  it('is what instances differ by anyway, where that is more: their standard deviation', () => {
    const random = seededRandom(3);
    const many = Array.from({ length: 2000 }, () => 0.5 * random.normal());
    expect(scaleOf(many, 0.01)!).toBeCloseTo(0.5, 1);
  });

  it('is not widened by a half of the instances being of another kind', () => {
    expect(scaleOf([0, 0.01, 1, 1.01], 0.02)!).toBeLessThan(0.04);
    expect(scaleOf([0, 0.01, 0.005, 5], 0.02)!).toBeLessThan(0.04);
  });

  it('cannot tell from two instances what is usual', () => {
    expect(scaleOf([-0.5, 0.5], 0.02)).toBe(0.03);
  });

  it('has none for a component whose wobble is not known', () => {
    expect(scaleOf([0, 0, 1], Infinity)).toBeUndefined();
  });
});
