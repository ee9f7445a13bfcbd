import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../core/clock.ts';
import type { FingerprintComponent } from '../../core/fingerprint.ts';
import type { RegularSeries } from '../../core/series.ts';
import type { Signal } from '../../core/signal.ts';
import type { ClustersSnapshot } from '../../core/snapshot.ts';
import { STANDS_OUT_DEVIATION } from '../../core/fingerprint.ts';
import { seasonalDemand } from '../../demo/model/demand.ts';
import { demoShopPlan } from '../../demo/model/demoShopPlan.ts';
import { simulateShop } from '../../demo/past/simulateShop.ts';
import { fingerprintTable } from '../../features/fingerprint/fingerprintTable.ts';
import { FINGERPRINT_DAYS, instanceBlocks } from '../../features/fingerprint/instanceBlocks.ts';
import { usualDemand } from '../../features/fingerprint/usualDemand.ts';
import { SeriesHistory } from '../../history/seriesHistory.ts';
import { kmeans } from '../../models/cluster/kmeans.ts';
import { createModelPool } from '../../models/modelPool.ts';
import { ServiceClusters } from './serviceClusters.ts';
import { WatchedPast } from './watchedPast.ts';

const DAY = 600;
const STEP = 5;
const END = 1_780_000_200;

const clock: Clock = { nowSeconds: () => END, secondsPerDay: DAY, scale: DAY / 86_400 };
const config = { retentionSeconds: 28 * 86_400, fineRetentionSeconds: 86_400, stepSeconds: 300, maxSeries: 1000 };
const history = new SeriesHistory({ config, intervalSeconds: STEP, clock });
const pool = createModelPool();
const versions = new Map(
  demoShopPlan.services.flatMap(({ instances }) => instances.map(({ name, version }) => [name, version] as const)),
);

beforeAll(() => {
  const startSeconds = END - (FINGERPRINT_DAYS + 1) * DAY;
  const { series } = simulateShop({
    plan: demoShopPlan,
    demand: seasonalDemand(DAY, 1),
    seed: 1,
    startSeconds,
    endSeconds: END,
    stepSeconds: STEP,
  });
  for (const { service, instance, signal, values } of series) {
    const known = [...values.entries()].flatMap(([i, value]) => (value === null ? [] : [[i, value] as const]));
    history.append({
      id: { service, instance, signal },
      timestampsSeconds: Float64Array.from(known, ([i]) => startSeconds + i * STEP),
      values: Float64Array.from(known, ([, value]) => value),
    });
  }
});

afterAll(() => pool.close());

const instancesOf = (service: string): string[] => history.instances(service).map(({ instance }) => instance);

async function fitted(service: string): Promise<ServiceClusters> {
  const clusters = new ServiceClusters(new WatchedPast(history, clock, service), clock, () => undefined);
  expect(await clusters.fit(pool, instancesOf(service), 1)).toContain(`${instancesOf(service).length} instances in`);
  return clusters;
}

async function pictureOf(service: string): Promise<ClustersSnapshot> {
  return (await fitted(service)).current(instancesOf(service), versions);
}

/** Components that stand out, by instance; instances in which none does are left out. */
function standingOut({ fingerprints }: ClustersSnapshot): Record<string, FingerprintComponent[]> {
  return Object.fromEntries(
    fingerprints.flatMap(({ instance, components }) => {
      const own = components.filter(({ deviation }) => Math.abs(deviation) >= STANDS_OUT_DEVIATION);
      return own.length === 0 ? [] : [[instance, own.map(({ component }) => component)]];
    }),
  );
}

describe("ServiceClusters on the demo shop's past", () => {
  it('parts the instance with the slow network from the others, by its latency', async () => {
    const picture = await pictureOf('catalogue');
    expect(picture.clusters).toEqual([
      { id: 'c1', instances: ['catalogue-1', 'catalogue-2'] },
      { id: 'c2', instances: ['catalogue-3'] },
    ]);
    // Two of three lie on one another; one that is alone counts 0.
    expect(picture.silhouetteRatio!).toBeGreaterThan(0.6);
    expect(Object.keys(standingOut(picture))).toEqual(['catalogue-3']);
    expect(standingOut(picture)['catalogue-3']![0]).toBe('latency_seconds_level');
    expect(picture.versions).toEqual([]);
  });

  it('parts the canary from stable, by what a request costs it, and compares the versions', async () => {
    const picture = await pictureOf('checkout');
    expect(picture.clusters.map(({ instances }) => instances)).toEqual([['checkout-1', 'checkout-2'], ['checkout-3']]);
    expect(standingOut(picture)).toEqual({ 'checkout-3': ['cpu_ratio_per_request'] });
    expect(picture.versions).toMatchObject([
      { clusterId: 'c2', version: '1.5.0-rc.1', against: '1.4.0', sameCluster: false, instances: ['checkout-3'] },
    ]);
    const [difference] = picture.versions[0]!.differences;
    expect(difference!.component).toBe('cpu_ratio_per_request');
    // The plan says 30 % more work; starting and ending a request cost the same.
    expect(Math.exp(difference!.difference)).toBeGreaterThan(1.15);
    expect(Math.exp(difference!.difference)).toBeLessThan(1.35);
  });

  it('says how the instance short of memory differs from the only other one', async () => {
    const picture = await pictureOf('inventory');
    expect(picture.reason).toMatch(/Fewer than three instances/);
    const short = picture.fingerprints.find(({ instance }) => instance === 'inventory-2')!;
    const deviationOf = (component: FingerprintComponent): number =>
      short.components.find((one) => one.component === component)!.deviation;
    expect(deviationOf('memory_bytes_level')).toBeLessThan(-STANDS_OUT_DEVIATION);
    expect(deviationOf('cpu_ratio_per_request')).toBeGreaterThan(STANDS_OUT_DEVIATION);
  });

  it.each(['storefront', 'payments'])(
    'finds nothing that stands out in %s, whose instances are alike',
    async (name) => {
      const picture = await pictureOf(name);
      expect(picture.clusters).toHaveLength(1);
      expect(picture.silhouetteRatio).toBeNull();
      expect(standingOut(picture)).toEqual({});
    },
  );

  it.each(['catalogue', 'checkout'])('assigns the instances of %s alike by night and at peak', (service) => {
    const whole = tableOf(service, () => true);
    const model = kmeans.fit(whole, { maxClusters: 6, minimumSilhouette: 0.5 }, 1)!;
    const [night, peak] = [tableOf(service, (hour) => hour < 6), tableOf(service, (hour) => hour >= 17 && hour < 23)];
    expect(model.assign(night)).toEqual(model.assign(whole));
    expect(model.assign(peak)).toEqual(model.assign(whole));
    expect(new Set(model.assign(whole)).size).toBe(2);
  });
});

describe('ServiceClusters', () => {
  it('keeps ids from fit to fit', async () => {
    const clusters = await fitted('catalogue');
    const before = clusters.current(instancesOf('catalogue'), versions).clusters;
    await clusters.fit(pool, instancesOf('catalogue').reverse(), 99);
    expect(clusters.current(instancesOf('catalogue'), versions).clusters).toEqual(before);
    expect(clusters.snapshot()).toMatchObject({ kind: 'cluster', model: 'kmeans', fitsTotal: 2, fitFailuresTotal: 0 });
  });

  it('leaves instances without fresh data out, and says why nothing is left', async () => {
    const clusters = await fitted('catalogue');
    const picture = clusters.current(['catalogue-1', 'catalogue-9'], versions);
    expect(picture.clusters).toEqual([{ id: 'c1', instances: ['catalogue-1'] }]);
    expect(picture.fingerprints).toHaveLength(1);
    expect(clusters.current([], versions)).toMatchObject({ clusters: [], reason: 'No instance has fresh data.' });
  });

  it('says why there is nothing before the first fit, and counts a fit that failed', async () => {
    const clusters = new ServiceClusters(new WatchedPast(history, clock, 'catalogue'), clock, () => undefined);
    expect(clusters.current(instancesOf('catalogue'), versions).reason).toMatch(/No fingerprints yet/);
    expect(await clusters.fit(pool, [], 1)).toBeNull();
    const closed = createModelPool();
    await closed.close();
    await expect(clusters.fit(closed, instancesOf('catalogue'), 1)).rejects.toThrow('closed');
    expect(clusters.snapshot()).toMatchObject({ fitsTotal: 0, fitFailuresTotal: 1 });
  });
});

/** The fingerprints that a service has by what it does at some hours of the day only. */
function tableOf(service: string, atHour: (hour: number) => boolean): ReturnType<typeof fingerprintTable> {
  const past = new WatchedPast(history, clock, service);
  const signals = instancesOf(service).map((instance) => {
    const series = past.signals(instance).map((signal): [Signal, RegularSeries] => {
      const { values, ...grid } = past.lastDays(FINGERPRINT_DAYS, signal, instance);
      const hourOf = (i: number): number => (((grid.startSeconds + i * STEP) % DAY) / DAY) * 24;
      return [signal, { ...grid, values: values.map((value, i) => (atHour(hourOf(i)) ? value : NaN)) }];
    });
    return [instance, new Map(series)] as const;
  });
  const usual = usualDemand(signals.map(([, series]) => series.get('requests_per_second')));
  return fingerprintTable(
    new Map(signals.map(([instance, series]) => [instance, instanceBlocks(series, past.stepsPerDay, usual)])),
  );
}
