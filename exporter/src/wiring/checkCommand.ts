import type { Writable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/loadConfig.ts';
import type { SourceConfig } from '../config/sections/sources.ts';
import { systemClock } from '../core/clock.ts';
import type { Clock } from '../core/clock.ts';
import { checkFile } from './check/checkFile.ts';
import { checkPrometheus } from './check/checkPrometheus.ts';
import { checkScrape } from './check/checkScrape.ts';
import { checkTests } from './check/checkTests.ts';
import { discoverLines } from './check/discoverLines.ts';
import type { SourceFinding } from './check/finding.ts';
import { serviceLines } from './check/serviceLines.ts';
import type { ReportPart } from './check/serviceLines.ts';

/** Services of a discovery whose signals are read; the rest of a preset's services have the same expressions. */
const MOST_TRIED = 20;

/** What `loadstar check` is told. */
export interface CheckOptions {
  /** Path of a configuration file. */
  readonly config: string;
}

function checkSource(source: SourceConfig, config: Config, clock: Clock): Promise<SourceFinding> {
  switch (source.type) {
    case 'prometheus':
      return checkPrometheus(source, config, clock);
    case 'scrape':
      return checkScrape(source, config, clock);
    case 'file':
      return checkFile(source);
  }
}

function sourceLines(sources: readonly SourceFinding[]): ReportPart {
  const lines = sources.flatMap(({ source, detail, problem }) => [
    `  ${problem === null ? 'ok  ' : 'FAIL'}  ${source}: ${detail}`,
    ...(problem?.split('\n').map((line) => `        ${line}`) ?? []),
  ]);
  return { lines, problems: sources.filter(({ problem }) => problem !== null).length };
}

/** Series that the history would hold, against its limit. */
function seriesLines(config: Config, sources: readonly SourceFinding[]): ReportPart {
  const keys = new Set(
    sources.flatMap(({ findings }) =>
      findings
        .filter(({ problem }) => problem === null)
        .flatMap(({ service, signal, value, oldestSeconds, instances }) => [
          ...(value === null && oldestSeconds === null ? [] : [JSON.stringify([service, null, signal])]),
          ...instances.map((instance) => JSON.stringify([service, instance, signal])),
        ]),
    ),
  );
  const { maxSeries } = config.history;
  const tooMany = keys.size > maxSeries;
  const advice = tooMany ? ': raise history.maxSeries, or the rest is left out' : '';
  return {
    lines: [`  ${tooMany ? 'FAIL' : 'ok  '}  ${keys.size} series, at most ${maxSeries} are kept${advice}`],
    problems: tooMany ? 1 : 0,
  };
}

async function testLines(config: Config, clock: Clock): Promise<ReportPart> {
  const findings = await checkTests(config, clock);
  const lines = findings.map(({ test, problem }) => {
    const rates = `${test.requestsPerSecond} requests/s, at most ${test.maxRequestsPerSecond}`;
    const told = problem ?? `${test.script} on ${test.target}, ${rates}`;
    return `  ${problem === null ? 'ok  ' : 'FAIL'}  ${test.name}: ${told}`;
  });
  return { lines, problems: findings.filter(({ problem }) => problem !== null).length };
}

/**
 * Prints what a configuration would watch: sources, what each service gives now and how far back, series, tests.
 * @returns the exit code: 0 when all is well, 1 with problems
 * @throws Problem where the configuration itself is wrong
 */
export async function runCheck(options: CheckOptions, output: Writable): Promise<number> {
  const written = loadConfig(options.config);
  const clock = systemClock(written.clock.secondsPerDay);
  const discovered = await discoverLines(written, clock);
  const tried = discovered.services.slice(0, MOST_TRIED);
  const config = { ...written, services: [...written.services, ...tried] };
  const sources = await Promise.all(config.sources.map((source) => checkSource(source, config, clock)));
  const findings = sources.flatMap((source) => source.findings);
  const parts: [string, ReportPart][] = [
    ['Sources', sourceLines(sources)],
    ['Discovery', discovered],
    ['Services', serviceLines(config, findings, clock)],
    ['History', seriesLines(config, sources)],
    ['Tests', await testLines(config, clock)],
  ];
  for (const [title, { lines }] of parts) {
    if (lines.length > 0) output.write(`${title}\n${lines.join('\n')}\n`);
  }
  const problems = parts.reduce((sum, [, part]) => sum + part.problems, 0);
  output.write(problems === 0 ? `${options.config} is fine.\n` : `${problems} problem${problems === 1 ? '' : 's'}.\n`);
  return problems === 0 ? 0 : 1;
}
