import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { prometheusSourceSchema } from '../config/sections/prometheusSource.ts';
import { serviceSchema } from '../config/sections/services.ts';
import { parseConfig } from '../config/parseConfig.ts';
import { parseYaml } from '../config/parseYaml.ts';
import { Problem } from '../core/problem.ts';
import type { Signal } from '../core/signal.ts';
import { inParallel } from '../sources/prometheus/inParallel.ts';
import { PrometheusClient } from '../sources/prometheus/prometheusClient.ts';
import { PrometheusSource } from '../sources/prometheus/prometheusSource.ts';
import { serviceName } from '../sources/prometheus/serviceName.ts';
import { composeConfig } from './init/composeConfig.ts';
import type { ConfigParts, TriedService } from './init/composeConfig.ts';
import { discoverServices, mergedExpressions } from './init/discoverServices.ts';
import type { FoundService } from './init/discoverServices.ts';
import { measureScrapeInterval } from './init/measureScrapeInterval.ts';

/** What `loadstar init` is told. */
export interface InitOptions {
  /** Base URL of a Prometheus. */
  readonly prometheus: string;
  /** File to write; one that exists is refused. */
  readonly output: string;
}

const MOST_SERVICES = 50;
const MOST_AT_ONCE = 4;
/** Signals are tried at the step of the models. */
const STEP_SECONDS = 300;

type SourceOptions = ReturnType<typeof prometheusSourceSchema.parse>;

function sourceOptions(url: string, scrapeIntervalSeconds: number | null): SourceOptions {
  const interval = scrapeIntervalSeconds === null ? {} : { scrapeInterval: scrapeIntervalSeconds };
  const parsed = prometheusSourceSchema.safeParse({ type: 'prometheus', url, ...interval });
  if (parsed.success) return parsed.data;
  const allowed = parsed.error.issues[0]?.message ?? 'a URL';
  throw new Problem('bad_request', 'No such address', 'the address of Prometheus cannot be used', [
    { path: '--prometheus', allowed },
  ]);
}

/** Keeps the expressions that give data now. */
async function tryService(
  found: FoundService,
  name: string,
  options: SourceOptions,
  nowSeconds: number,
): Promise<TriedService> {
  const { signal } = new AbortController();
  const gives = async (service: Record<string, unknown>): Promise<boolean> => {
    const source = new PrometheusSource(options, [serviceSchema.parse({ name, ...service })]);
    try {
      const at = { startSeconds: nowSeconds, endSeconds: nowSeconds, stepSeconds: STEP_SECONDS };
      return (await source.read(at, signal)).length > 0;
    } catch (error) {
      // An expression that does not fit what is there (two series of one instance) is left out; a server that fails is told.
      if (error instanceof Problem && error.kind === 'unprocessable') return false;
      throw error;
    } finally {
      await source.close();
    }
  };
  const signals: [Signal, string][] = [];
  const instanceSignals: [Signal, string][] = [];
  const without: Signal[] = [];
  for (const [key, expression] of mergedExpressions(found, 'service')) {
    if (await gives({ signals: { [key]: expression } })) signals.push([key, expression]);
    else without.push(key);
  }
  for (const [key, expression] of mergedExpressions(found, 'instances')) {
    if (await gives({ instances: { signals: { [key]: expression } } })) instanceSignals.push([key, expression]);
  }
  return { name, foundBy: found.foundBy, signals, instanceSignals, without };
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new Problem('unprocessable', 'Cannot write', `${path} cannot be written (${code})`);
  }
}

/** Finds services, tries their expressions and composes the configuration. */
async function examine(client: PrometheusClient, url: string): Promise<ConfigParts> {
  const nowSeconds = Date.now() / 1000;
  const discovery = await discoverServices(client, nowSeconds);
  const [first] = discovery.services;
  if (first === undefined) {
    const detail = `${url} has none of the usual metrics of services; write the expressions of yours by hand`;
    throw new Problem('not_found', 'Nothing to watch', detail);
  }
  const scrapeIntervalSeconds = await measureScrapeInterval(client, first.sampleSelector, nowSeconds);
  const source = sourceOptions(url, scrapeIntervalSeconds);
  const taken = new Set<string>();
  const named = discovery.services
    .slice(0, MOST_SERVICES)
    .map((found) => ({ found, name: serviceName(found.name, taken) }));
  const tried = await inParallel(named, MOST_AT_ONCE, ({ found, name }) => tryService(found, name, source, nowSeconds));
  const services = tried.filter(({ signals }) => signals.length > 0);
  if (services.length === 0) {
    throw new Problem('not_found', 'Nothing to watch', `${url} has no current data of ${first.foundBy}`);
  }
  const leftOut = [
    ...tried.filter(({ signals }) => signals.length === 0).map(({ name }) => `${name}, no data now`),
    ...discovery.services.slice(MOST_SERVICES).map(({ name }) => `${name}, beyond the first ${MOST_SERVICES} services`),
    ...discovery.processOnly.map((job) => `job ${job}, of which only the process is measured, no requests`),
  ];
  return { url, scrapeIntervalSeconds, services, leftOut };
}

/**
 * Looks at what a Prometheus has and writes a starting configuration that `loadstar check` passes.
 * @returns the exit code: 0 when the file was written
 * @throws Problem where the file exists, the server cannot be read, or it has nothing to watch
 */
export async function runInit(options: InitOptions, output: Writable): Promise<number> {
  const path = resolve(options.output);
  if (existsSync(path)) {
    const detail = `${options.output} exists and is left as it is; name another with --output`;
    throw new Problem('conflict', 'Nothing written', detail);
  }
  const client = new PrometheusClient(sourceOptions(options.prometheus, null));
  try {
    output.write(`Looking at ${options.prometheus}${await versionText(client)}\n`);
    const parts = await examine(client, options.prometheus);
    const text = composeConfig(parts);
    // What is written is what the exporter takes; anything else would be a fault of this command.
    parseConfig(parseYaml(text, path), path);
    write(path, text);
    for (const { name, signals } of parts.services) {
      output.write(`  ${name}: ${signals.map(([signal]) => signal).join(', ')}\n`);
    }
    for (const line of parts.leftOut) output.write(`  left out: ${line}\n`);
    output.write(`Wrote ${options.output}. Next: loadstar check --config ${options.output}\n`);
    return 0;
  } finally {
    client.close();
  }
}

async function versionText(client: PrometheusClient): Promise<string> {
  const version = await client.version(new AbortController().signal);
  return version === null ? '' : ` (Prometheus ${version})`;
}
