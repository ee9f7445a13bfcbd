#!/usr/bin/env -S node --max-semi-space-size=4
import { Command } from 'commander';
import { Problem } from './core/problem.ts';
import { formatProblem } from './config/formatProblem.ts';
import { VERSION } from './wiring/version.ts';

/** The command line: `loadstar exporter | check | init | schema`. Commands are loaded when asked for: a check needs no server. */
async function main(): Promise<number> {
  let exitCode: number | null = null;
  const program = new Command('loadstar')
    .description('Will this service hold what is coming, and how do we know?')
    .version(VERSION);
  program
    .command('exporter')
    .description('read, forecast, publish metrics and the API, run load tests')
    .requiredOption('--config <file>', 'configuration, e.g. loadstar.yml')
    .action(async ({ config }: { config: string }) => {
      const { runExporter } = await import('./wiring/runExporter.ts');
      exitCode = await runExporter(config);
    });
  program
    .command('check')
    .description('print what a configuration would watch: services, series, history, tests')
    .requiredOption('--config <file>', 'configuration, e.g. loadstar.yml')
    .action(async (options: { config: string }) => {
      const { runCheck } = await import('./wiring/checkCommand.ts');
      exitCode = await runCheck(options, process.stdout);
    });
  program
    .command('init')
    .description('write a starting configuration from what a Prometheus has')
    .requiredOption('--prometheus <url>', 'its address, e.g. http://localhost:9090')
    .option('--output <file>', 'where to write it', 'loadstar.yml')
    .action(async (options: { prometheus: string; output: string }) => {
      const { runInit } = await import('./wiring/initCommand.ts');
      exitCode = await runInit(options, process.stdout);
    });
  program
    .command('schema')
    .description('print the JSON Schema of loadstar.yml, for editors that help with writing it')
    .action(async () => {
      const { configJsonSchema } = await import('./config/jsonSchema.ts');
      process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
    });
  await program.parseAsync();
  return exitCode ?? 0;
}

main().then(
  (exitCode) => (process.exitCode = exitCode),
  (error: unknown) => {
    process.stderr.write(
      error instanceof Problem ? `${formatProblem(error)}\n` : `${String((error as Error).stack ?? error)}\n`,
    );
    process.exitCode = 1;
  },
);
