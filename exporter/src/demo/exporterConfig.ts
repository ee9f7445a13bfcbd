import { shopSignals } from './shopSignals.ts';
import type { DemoShop } from './startDemoShop.ts';

const STEP_SECONDS = 5;
const SECONDS_PER_DAY = 86_400;

/** What the configuration is written for. Paths are absolute. */
export interface ExporterConfigOptions {
  readonly shop: Pick<DemoShop, 'address' | 'frontUrl' | 'targets' | 'clock'>;
  /** The series file of the past. */
  readonly pastFile: string;
  /** Folder for the exporter's own state. */
  readonly dataFolder: string;
  /** Folder of the scripts `browse.js` and `checkout.js`. */
  readonly scriptsFolder: string;
  /** Port of the exporter on 127.0.0.1. */
  readonly port: number;
  /** The k6 program; looked for on PATH unless given. */
  readonly k6Path?: string;
}

/** The whole of the demo's loadstar.yml as plain data. */
export function exporterConfig(options: ExporterConfigOptions): Record<string, unknown> {
  const { shop, pastFile, dataFolder, scriptsFolder, port, k6Path } = options;
  const { secondsPerDay } = shop.clock;
  // Durations are on the shop's clock, and its history has a point every few real seconds.
  const stepSeconds = Math.round((STEP_SECONDS * SECONDS_PER_DAY) / secondsPerDay);
  return {
    interval: `${STEP_SECONDS}s`,
    data: dataFolder,
    clock: { secondsPerDay },
    http: { listen: `127.0.0.1:${port}` },
    history: { step: stepSeconds },
    sources: [
      {
        type: 'scrape',
        name: 'shop',
        interval: `${STEP_SECONDS}s`,
        targets: shop.targets,
        signals: shopSignals,
      },
      { type: 'file', name: 'past', path: pastFile },
    ],
    services: services(),
    targets: { allow: [shop.address], maxRequestsPerSecond: 300 },
    ...(k6Path === undefined ? {} : { drivers: { k6: { path: k6Path } } }),
    tests: tests(shop.frontUrl, scriptsFolder),
  };
}

function services(): Record<string, unknown>[] {
  const service = (name: string, team: string, limits: Record<string, number>): Record<string, unknown> => ({
    name,
    labels: { namespace: 'shop', environment: 'demo', team },
    limits,
  });
  return [
    service('storefront', 'web', { requests_per_second: 40, latency_seconds: 0.5, cpu_ratio: 0.9 }),
    service('catalogue', 'web', { latency_seconds: 0.3, cpu_ratio: 0.9 }),
    service('checkout', 'orders', { latency_seconds: 0.6, cpu_ratio: 0.9 }),
    service('payments', 'orders', { latency_seconds: 0.4, cpu_ratio: 0.9 }),
    service('inventory', 'stock', { latency_seconds: 0.2, cpu_ratio: 0.9 }),
  ];
}

function tests(frontUrl: string, scriptsFolder: string): Record<string, unknown>[] {
  return [
    {
      name: 'browse',
      service: 'storefront',
      script: `${scriptsFolder}/browse.js`,
      target: frontUrl,
      requestsPerSecond: 50,
      maxRequestsPerSecond: 250,
      duration: '5m',
      requestsPerIteration: 2,
      objectives: { latencySeconds: { p95: 0.5 }, errorRatio: 0.02 },
    },
    {
      name: 'checkout',
      service: 'checkout',
      script: `${scriptsFolder}/checkout.js`,
      target: frontUrl,
      requestsPerSecond: 10,
      maxRequestsPerSecond: 60,
      duration: '5m',
      requestsPerIteration: 1,
      objectives: { latencySeconds: { p95: 0.8 }, errorRatio: 0.03 },
    },
  ];
}
