import { open, rename } from 'node:fs/promises';
import { seasonalDemand } from './model/demand.ts';
import type { Demand } from './model/demand.ts';
import { demoShopPlan } from './model/demoShopPlan.ts';
import { simulateShop } from './past/simulateShop.ts';

const DAYS = 14;
/** Five figures: below the noise of any of these signals, and half the size. */
const SIGNIFICANT_DIGITS = 5;

/** Which past to make up. */
export interface PastOptions {
  /** Real seconds that a day of the shop lasts. */
  readonly secondsPerDay: number;
  /** Where the past ends, Unix seconds; cut down to a whole step. */
  readonly nowSeconds: number;
  readonly stepSeconds?: number;
  readonly seed?: number;
  /** Another demand than the shop's season. */
  readonly demand?: Demand;
}

/** The past that was written. */
export interface WrittenPast {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly seriesCount: number;
  /** Says that nobody measured this. */
  readonly origin: string;
}

const ORIGIN = "synthetic: demo shop's model on a virtual clock";

/**
 * Writes two weeks of the shop's past into a series file: JSON lines, a header and then a line for each series, values
 * on a grid of `stepSeconds` from `startSeconds` on (null where nothing happened). The file appears whole or not at all.
 * The same options give the same file.
 */
export async function writePast(path: string, options: PastOptions): Promise<WrittenPast> {
  const { secondsPerDay, stepSeconds = 5, seed = 1 } = options;
  const endSeconds = Math.floor(options.nowSeconds / stepSeconds) * stepSeconds;
  const startSeconds = endSeconds - Math.floor((DAYS * secondsPerDay) / stepSeconds) * stepSeconds;
  const { series } = simulateShop({
    plan: demoShopPlan,
    demand: options.demand ?? seasonalDemand(secondsPerDay, seed),
    seed,
    startSeconds,
    endSeconds,
    stepSeconds,
  });
  const versions = new Map(demoShopPlan.services.flatMap((s) => s.instances.map((i) => [i.name, i.version] as const)));
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w');
  try {
    await file.write(line({ format: 'loadstar-series', version: 1, origin: ORIGIN, startSeconds, endSeconds }));
    for (const { service, instance, signal, values } of series) {
      const version = instance === null ? undefined : versions.get(instance);
      const labels = version === undefined ? {} : { labels: { version } };
      const grid = { startSeconds, stepSeconds, values: values.map(shortened) };
      await file.write(line({ service, instance, signal, ...labels, ...grid }));
    }
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  return { startSeconds, endSeconds, seriesCount: series.length, origin: ORIGIN };
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function shortened(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
