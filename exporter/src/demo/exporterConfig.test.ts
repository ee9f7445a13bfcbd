import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig } from '../config/loadConfig.ts';
import { exporterConfig } from './exporterConfig.ts';
import { startDemoShop } from './startDemoShop.ts';
import type { DemoShop } from './startDemoShop.ts';

const scriptsFolder = fileURLToPath(new URL('../../../k6-extension-scripts/src/scenarios', import.meta.url));
let folder: string;
let shop: DemoShop;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadstar-config-'));
  shop = await startDemoShop({ traffic: false });
});
afterAll(async () => {
  await shop.close();
  await rm(folder, { recursive: true });
});

test.each([120, 600, 3600])('is a configuration that the exporter takes, with a day of %s s', async (secondsPerDay) => {
  const file = join(folder, 'loadstar.yml');
  const pastFile = join(folder, 'past.jsonl');
  await writeFile(pastFile, '');
  const clock = { secondsPerDay, label: '' };
  const options = { shop: { ...shop, clock }, pastFile, dataFolder: folder, scriptsFolder, port: 9851, k6Path: '/k6' };
  await writeFile(file, stringify(exporterConfig(options)));
  const config = loadConfig(file);
  expect(config.intervalSeconds).toBe(5);
  expect(config.clock.secondsPerDay).toBe(secondsPerDay);
  expect(config.drivers.k6.path).toBe('/k6');
  expect(config.services.map(({ name }) => name).sort()).toEqual(
    [...new Set(shop.targets.map(({ service }) => service))].sort(),
  );
  expect(config.tests.map(({ target }) => target)).toEqual([shop.frontUrl, shop.frontUrl]);
  expect((config.history.stepSeconds * secondsPerDay) / 86_400).toBe(5);
});
