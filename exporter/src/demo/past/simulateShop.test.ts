import { describe, expect, test } from 'vitest';
import { demoShopPlan } from '../model/demoShopPlan.ts';
import { seasonalDemand } from '../model/demand.ts';
import type { ShopSignal } from '../shopSignals.ts';
import { simulateShop } from './simulateShop.ts';
import type { SimulatedShop } from './simulateShop.ts';

const LATENCY_OBJECTIVE_SECONDS = 0.5;

/** The shop at a steady demand for two minutes. */
function steadyShop(requestsPerSecond: number): SimulatedShop {
  return simulateShop({
    plan: demoShopPlan,
    demand: { at: () => requestsPerSecond, highest: requestsPerSecond },
    seed: 3,
    startSeconds: 1000,
    endSeconds: 1120,
    stepSeconds: 5,
  });
}

function values(shop: SimulatedShop, name: string, signal: ShopSignal): readonly (number | null)[] {
  const found = shop.series.find((s) => (s.instance ?? s.service) === name && s.signal === signal);
  if (found === undefined) throw new Error(`no series ${name} ${signal}`);
  return found.values;
}

function mean(shop: SimulatedShop, name: string, signal: ShopSignal): number {
  const known = values(shop, name, signal).filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

describe('simulateShop', () => {
  const quiet = steadyShop(8);
  const busy = steadyShop(35);
  const tested = steadyShop(150);
  const broken = steadyShop(280);

  test('gives eight signals of five services and thirteen instances, a value for each step', () => {
    expect(busy.series).toHaveLength(8 * (5 + 13));
    expect(busy.series.every((series) => series.values.length === 25)).toBe(true);
    const all = busy.series.flatMap((series) => series.values).filter((value) => value !== null);
    expect(all.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  test('the same options give the same shop, another seed another', () => {
    const options = { plan: demoShopPlan, startSeconds: 0, endSeconds: 60, stepSeconds: 5 };
    const once = simulateShop({ ...options, demand: seasonalDemand(600, 1), seed: 1 });
    expect(simulateShop({ ...options, demand: seasonalDemand(600, 1), seed: 1 })).toEqual(once);
    expect(simulateShop({ ...options, demand: seasonalDemand(600, 1), seed: 2 })).not.toEqual(once);
  });

  test('the demand arrives', () => {
    expect(mean(busy, 'storefront', 'requests_per_second')).toBeGreaterThan(31);
    expect(mean(busy, 'storefront', 'requests_per_second')).toBeLessThan(39);
  });

  test('a service is the sum of its instances for rates and their mean for CPU', () => {
    const names = ['storefront-1', 'storefront-2', 'storefront-3'];
    const sum = (signal: ShopSignal): number => names.reduce((total, name) => total + mean(busy, name, signal), 0);
    expect(mean(busy, 'storefront', 'requests_per_second')).toBeCloseTo(sum('requests_per_second'), 9);
    expect(mean(busy, 'storefront', 'cpu_ratio')).toBeCloseTo(sum('cpu_ratio') / 3, 9);
  });

  test('latency, CPU, memory and query times rise with load', () => {
    for (const signal of ['latency_seconds', 'cpu_ratio', 'memory_bytes', 'query_seconds'] as const) {
      expect(mean(busy, 'catalogue-1', signal)).toBeGreaterThan(mean(quiet, 'catalogue-1', signal));
      expect(mean(tested, 'catalogue-1', signal)).toBeGreaterThan(1.1 * mean(busy, 'catalogue-1', signal));
    }
  });

  test('holds its latency objective at 150 requests a second and breaks it, with refusals, at 280', () => {
    expect(mean(tested, 'storefront', 'latency_seconds')).toBeLessThan(LATENCY_OBJECTIVE_SECONDS * 0.9);
    expect(mean(tested, 'storefront', 'error_ratio')).toBeLessThan(0.01);
    expect(mean(broken, 'storefront', 'latency_seconds')).toBeGreaterThan(LATENCY_OBJECTIVE_SECONDS * 1.5);
    expect(mean(broken, 'storefront', 'error_ratio')).toBeGreaterThan(0.1);
  });

  test('the slow network shows in the latency of its instance and in nothing else', () => {
    expect(mean(busy, 'catalogue-3', 'latency_seconds')).toBeGreaterThan(
      1.6 * mean(busy, 'catalogue-1', 'latency_seconds'),
    );
    expect(mean(busy, 'catalogue-3', 'cpu_ratio')).toBeLessThan(1.2 * mean(busy, 'catalogue-1', 'cpu_ratio'));
  });

  test('short memory shows in CPU and latency, and the more the higher the load', () => {
    const excess = (shop: SimulatedShop, signal: ShopSignal): number =>
      mean(shop, 'inventory-2', signal) / mean(shop, 'inventory-1', signal);
    expect(excess(busy, 'cpu_ratio')).toBeGreaterThan(1.5);
    expect(excess(tested, 'cpu_ratio')).toBeGreaterThan(2.5);
    expect(excess(tested, 'latency_seconds')).toBeGreaterThan(1.4);
    expect(mean(tested, 'inventory-2', 'memory_bytes')).toBeGreaterThan(0.9 * 128 * 2 ** 20);
  });

  test('the canary uses more CPU for the same work', () => {
    expect(mean(tested, 'checkout-3', 'cpu_ratio')).toBeGreaterThan(1.15 * mean(tested, 'checkout-1', 'cpu_ratio'));
  });
});
