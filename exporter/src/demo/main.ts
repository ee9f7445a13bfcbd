import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { Problem } from '../core/problem.ts';
import { DEMO_HELP, parseDemoOptions } from './demoOptions.ts';
import type { DemoOptions } from './demoOptions.ts';
import { exporterConfig } from './exporterConfig.ts';
import { startExporterProcess } from './exporterProcess.ts';
import { guide } from './guide.ts';
import { startDemoShop } from './startDemoShop.ts';
import type { DemoShop } from './startDemoShop.ts';
import { writePast } from './writePast.ts';

const SHOP_PORT = 9100;
const READY_SECONDS = 120;

const here = fileURLToPath(import.meta.url);
/** This file is exporter/src/demo/main.ts, or exporter/dist/demo/main.js when built. */
const EXPORTER_MAIN = resolve(here, '..', '..', `main${extname(here)}`);
const SCRIPTS = resolve(here, '..', '..', '..', '..', 'k6-extension-scripts', 'src', 'scenarios');

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The cache of the user, a folder for each port, so that two demos do not share their state. */
function defaultFolder(port: number): string {
  const cache =
    process.env['LOADSTAR_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'loadstar');
  return join(cache, `demo-${port}`);
}

function findK6(options: DemoOptions): string | null {
  const path = options.k6Path ?? process.env['LOADSTAR_K6'];
  if (path === undefined || path === '') return null;
  const given = options.k6Path === null ? 'LOADSTAR_K6' : '--k6';
  if (existsSync(path)) return resolve(path);
  throw new Problem('bad_request', 'No k6', 'the demo cannot be started as asked', [
    { path: given, value: path, allowed: 'the path of a k6 2.x program, or nothing to have it looked for on PATH' },
  ]);
}

/** Resolves with the first signal that asks this process to end. */
function askedToEnd(): Promise<NodeJS.Signals> {
  return new Promise((resolveSignal) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolveSignal(signal));
  });
}

/** Writes the configuration; gives its path. */
async function writeConfig(
  folder: string,
  options: DemoOptions,
  shop: DemoShop,
  k6Path: string | null,
): Promise<string> {
  const file = join(folder, 'loadstar.yml');
  const config = exporterConfig({
    shop,
    pastFile: join(folder, 'past.jsonl'),
    dataFolder: join(folder, 'data'),
    scriptsFolder: SCRIPTS,
    port: options.port,
    ...(k6Path === null ? {} : { k6Path }),
  });
  await writeFile(file, `# Written by the demo at each start; changes are lost.\n${stringify(config)}`);
  return file;
}

/** Runs the demo until it is asked to end (exit code 0) or the exporter ends by itself (1). */
async function runDemo(options: DemoOptions, asked: Promise<NodeJS.Signals>): Promise<number> {
  const k6Path = findK6(options);
  const folder = resolve(options.dataFolder ?? defaultFolder(options.port));
  await mkdir(join(folder, 'data'), { recursive: true });
  const { secondsPerDay, traffic } = options;
  const past = await writePast(join(folder, 'past.jsonl'), { secondsPerDay, nowSeconds: Date.now() / 1000 });
  const shop = await startDemoShop({ secondsPerDay, traffic, firstPort: SHOP_PORT });
  try {
    const configFile = await writeConfig(folder, options, shop, k6Path);
    const exporterUrl = `http://127.0.0.1:${options.port}`;
    const exporter = startExporterProcess(EXPORTER_MAIN, configFile, exporterUrl);
    let signal: NodeJS.Signals | null = null;
    void asked.then((given) => (signal = given));
    try {
      const ready = exporter.waitUntilReady(READY_SECONDS).then(() => 'ready' as const);
      // Once the demo was asked to end, nobody waits for this any more.
      ready.catch(() => undefined);
      if ((await Promise.race([ready, asked])) !== 'ready') return 0;
      const tokenFile = join(folder, 'data', 'token');
      const token = (await readFile(tokenFile, 'utf8')).trim();
      say(guide({ shop, past, exporterUrl, tokenFile, token, configFile, k6Path }));
      const how = await Promise.race([exporter.ended, asked.then(() => null)]);
      if (how === null) return 0;
      say(`The demo ends: ${how}.`);
      return 1;
    } finally {
      await exporter.stop(signal === 'SIGINT');
    }
  } finally {
    await shop.close();
  }
}

/** The error as a person should read it. */
function explain(error: unknown): string {
  if (!(error instanceof Problem)) return `The demo ends: ${error instanceof Error ? error.message : String(error)}`;
  const fields = error.fields.map(({ path, value, allowed }) => `  ${path}: ${value ?? ''}; allowed: ${allowed}`);
  return [`${error.title}: ${error.message}`, ...fields].join('\n');
}

async function main(): Promise<number> {
  const asked = askedToEnd();
  try {
    const options = parseDemoOptions(process.argv.slice(2));
    if (options.help) {
      say(DEMO_HELP);
      return 0;
    }
    return await runDemo(options, asked);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

process.exitCode = await main();
