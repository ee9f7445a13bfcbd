import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { exporterConfig } from '../../exporter/src/demo/exporterConfig.ts';
import { startDemoShop } from '../../exporter/src/demo/startDemoShop.ts';
import type { DemoShop } from '../../exporter/src/demo/startDemoShop.ts';
import { writePast } from '../../exporter/src/demo/writePast.ts';
import { freePort } from './freePort.ts';
import { ROOT, startExporter } from './startExporter.ts';
import type { RunningExporter } from './startExporter.ts';

/** The demo shop in this process, which outlives the exporter that watches it from a process of its own. */
export interface WatchedShop {
  /** The exporter as it was last started. */
  readonly exporter: RunningExporter;
  readonly shop: DemoShop;
  /** Starts the exporter again on the same configuration and state, after it has ended. */
  restart(): Promise<void>;
  /** Requests that the shop's front has received from load tests, counted by itself. */
  testRequests(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Starts shop and exporter on free ports.
 * @param k6 its path; without it no test can run
 * @param options.traffic whether visitors come; without them, as it is unless given, the shop's counts are the test's alone
 */
export async function startWatchedShop(
  k6: string | null,
  options: { readonly traffic?: boolean } = {},
): Promise<WatchedShop> {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-shop-'));
  const dataFolder = join(folder, 'data');
  mkdirSync(dataFolder);
  const shop = await startDemoShop({ traffic: options.traffic ?? false });
  const port = await freePort();
  const pastFile = join(folder, 'past.jsonl');
  await writePast(pastFile, { secondsPerDay: shop.clock.secondsPerDay, nowSeconds: Date.now() / 1000 });
  const scriptsFolder = join(ROOT, 'k6-extension-scripts', 'src', 'scenarios');
  const config = join(folder, 'loadstar.yml');
  writeFileSync(
    config,
    stringify(exporterConfig({ shop, pastFile, dataFolder, scriptsFolder, port, ...(k6 !== null && { k6Path: k6 }) })),
  );
  const start = (): Promise<RunningExporter> =>
    startExporter({ config, url: `http://127.0.0.1:${port}`, tokenFile: join(dataFolder, 'token') });
  let exporter = await start().catch(async (error: unknown) => {
    await shop.close();
    throw error;
  });
  return {
    get exporter() {
      return exporter;
    },
    shop,
    restart: async () => {
      exporter = await start();
    },
    testRequests: async () => {
      const text = await (await fetch(`${shop.frontUrl}/metrics`)).text();
      return [...text.matchAll(/^http_requests_total\{([^}]*)\} (\d+)/gm)]
        .filter(([, labels]) => labels!.includes('origin="test"'))
        .reduce((sum, [, , count]) => sum + Number(count), 0);
    },
    close: async () => {
      await exporter.stop();
      await shop.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
