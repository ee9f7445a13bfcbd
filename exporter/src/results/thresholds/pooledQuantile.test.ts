import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QuantilePart } from './pooledQuantile.ts';
import { pooledQuantile } from './pooledQuantile.ts';

const sorted = (samples: readonly number[]): number[] => samples.toSorted((a, b) => a - b);

/** A quantile of samples as k6 has it (metrics/sink.go, TrendSink.P). */
function exact(samples: readonly number[], share: number): number {
  const all = sorted(samples);
  const at = share * (all.length - 1);
  const [low = 0, high = 0] = [all[Math.floor(at)], all[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

/** What a runner with these samples would tell at a grid of shares. */
function part(samples: readonly number[], shares = Array.from({ length: 101 }, (_, i) => i / 100)): QuantilePart {
  return { count: samples.length, quantiles: shares.map((share) => [share, exact(samples, share)] as const) };
}
const samples = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 60 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('of one runner it is what the runner told', () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 0, max: 100 }), (own, percentile) => {
      expect(pooledQuantile([part(own)], percentile / 100)).toBeCloseTo(exact(own, percentile / 100), 6);
    }),
  );
});

test('it lies between the own quantiles of the runners, rises with the share, and does not depend on their order', () => {
  fc.assert(
    fc.property(fc.array(samples, { minLength: 2, maxLength: 4 }), share, share, (all, one, other) => {
      const parts = all.map((own) => part(own));
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const own = parts.map((runner) => pooledQuantile([runner], low));
      const value = pooledQuantile(parts, low);
      expect(value).toBeGreaterThanOrEqual(Math.min(...own));
      expect(value).toBeLessThanOrEqual(Math.max(...own));
      expect(pooledQuantile(parts, high)).toBeGreaterThanOrEqual(value - 1e-6);
      expect(pooledQuantile(parts.toReversed(), low)).toBeCloseTo(value, 6);
    }),
  );
});

test('with every sample told, it misses the quantile of all samples by less than one of them on each runner', () => {
  fc.assert(
    fc.property(fc.array(samples, { minLength: 2, maxLength: 4 }), share, (all, wanted) => {
      const parts = all.map((own) => part(own, own.length === 1 ? [0, 1] : own.map((_, i) => i / (own.length - 1))));
      const pool = sorted(all.flat());
      const at = wanted * (pool.length - 1);
      const value = pooledQuantile(parts, wanted);
      expect(value).toBeGreaterThanOrEqual((pool[Math.max(0, Math.floor(at - all.length))] ?? 0) - 1e-6);
      expect(value).toBeLessThanOrEqual((pool[Math.min(pool.length - 1, Math.ceil(at + all.length))] ?? 0) + 1e-6);
    }),
  );
});

test('runners of unlike speed weigh by their counts, and not by their number', () => {
  const fast = Array.from({ length: 9000 }, (_, i) => 10 + i / 1000);
  const slow = Array.from({ length: 1000 }, (_, i) => 500 + i / 10);
  const parts = [part(fast), part(slow)];
  for (const wanted of [0.5, 0.85, 0.95, 0.99]) {
    expect(pooledQuantile(parts, wanted) / exact([...fast, ...slow], wanted)).toBeCloseTo(1, 2);
  }
});

test('runners without a sample have no say, and without any there is none', () => {
  expect(pooledQuantile([part([3, 4]), { count: 0, quantiles: [[0, 0]] }], 1)).toBe(4);
  expect(pooledQuantile([], 0.5)).toBe(0);
});
