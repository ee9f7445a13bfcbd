import { expect, test } from 'vitest';
import { demoShopPlan } from './model/demoShopPlan.ts';
import { latencyBuckets } from './model/latencyBuckets.ts';
import { bucketQuantile } from './past/bucketQuantile.ts';
import { simulateShop } from './past/simulateShop.ts';
import type { ShopSignal } from './shopSignals.ts';
import { startDemoShop } from './startDemoShop.ts';
import type { DemoShop } from './startDemoShop.ts';

const DEMAND = { at: () => 60, highest: 60 };
/** The shop's gauges are means of the last 5 s, so three readings of them cover the time that is watched. */
const READINGS = 3;
const READING_SECONDS = 5;
/** Live and simulated sample the same distributions independently; about 700 requests a reading leave a few percent of chance. */
const TOLERANCES = {
  requests_per_second: 0.15,
  latency_seconds: 0.15,
  cpu_ratio: 0.15,
  saturation_ratio: 0.15,
  query_seconds: 0.12,
} as const;
type Compared = keyof typeof TOLERANCES;
/** A busy machine delays real timers, which the virtual clock cannot know; that may be tried again, a wrong model cannot. */
const ATTEMPTS = 3;

/** Sum over a service's instances of the samples whose name (with labels) matches. */
async function total(shop: DemoShop, service: string, pattern: RegExp): Promise<number> {
  let sum = 0;
  for (const { url } of shop.targets.filter((target) => target.service === service)) {
    for (const line of (await (await fetch(url)).text()).split('\n')) {
      if (!line.startsWith('#') && pattern.test(line)) sum += Number(line.slice(line.lastIndexOf(' ') + 1));
    }
  }
  return sum;
}

async function readings(shop: DemoShop, service: string) {
  return {
    atSeconds: performance.now() / 1000,
    requests: await total(shop, service, /^http_requests_total\{/),
    buckets: await Promise.all(
      latencyBuckets.map((bound) =>
        total(shop, service, new RegExp(`^http_request_duration_seconds_bucket\\{.*le="${bound}"`)),
      ),
    ),
    count: await total(shop, service, /^http_request_duration_seconds_count/),
    querySeconds: await total(shop, service, /^db_query_duration_seconds_sum/),
    queries: await total(shop, service, /^db_query_duration_seconds_count/),
  };
}

/** What a scraper makes of two readings of the live shop. */
async function liveLevels(service: string, seed: number): Promise<Record<Compared, number>> {
  const shop = await startDemoShop({ demand: DEMAND, seed });
  try {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const before = await readings(shop, service);
    const gauges = { cpu: 0, saturation: 0 };
    for (let i = 0; i < READINGS; i++) {
      await new Promise((resolve) => setTimeout(resolve, READING_SECONDS * 1000));
      gauges.cpu += await total(shop, service, /^shop_cpu_ratio/);
      gauges.saturation += await total(shop, service, /^shop_saturation_ratio/);
    }
    const after = await readings(shop, service);
    const cumulative = after.buckets.map((count, i) => count - (before.buckets[i] ?? 0));
    const counts = cumulative.map((count, i) => count - (cumulative[i - 1] ?? 0));
    counts.push(after.count - before.count - (cumulative.at(-1) ?? 0));
    const instances = shop.targets.filter((target) => target.service === service).length;
    return {
      requests_per_second: (after.requests - before.requests) / (after.atSeconds - before.atSeconds),
      latency_seconds: bucketQuantile(0.95, latencyBuckets, counts) ?? NaN,
      cpu_ratio: gauges.cpu / READINGS / instances,
      saturation_ratio: gauges.saturation / READINGS / instances,
      query_seconds: (after.querySeconds - before.querySeconds) / (after.queries - before.queries),
    };
  } finally {
    await shop.close();
  }
}

/** Means of the past's series at the same demand. */
function simulatedLevels(service: string): Record<Compared, number> {
  const window = { startSeconds: 0, endSeconds: 600, stepSeconds: 60 };
  const { series } = simulateShop({ plan: demoShopPlan, demand: DEMAND, seed: 11, ...window });
  const mean = (signal: ShopSignal): number => {
    const found = series.find((s) => s.service === service && s.instance === null && s.signal === signal);
    const known = (found?.values ?? []).filter((value) => value !== null);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  return {
    requests_per_second: mean('requests_per_second'),
    latency_seconds: mean('latency_seconds'),
    cpu_ratio: mean('cpu_ratio'),
    saturation_ratio: mean('saturation_ratio'),
    query_seconds: mean('query_seconds'),
  };
}

let seed = 1;

test(
  'past and live agree at the seam: the live shop is at the levels of the virtual one',
  { timeout: 90_000, retry: ATTEMPTS - 1 },
  async () => {
    const simulated = simulatedLevels('catalogue');
    const live = await liveLevels('catalogue', (seed += 1000));
    for (const signal of Object.keys(TOLERANCES) as Compared[]) {
      expect(
        Math.abs(live[signal] / simulated[signal] - 1),
        `${signal}: ${live[signal]} live, ${simulated[signal]} simulated`,
      ).toBeLessThan(TOLERANCES[signal]);
    }
  },
);
