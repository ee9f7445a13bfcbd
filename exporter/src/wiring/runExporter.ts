import { loadConfig } from '../config/loadConfig.ts';
import { startExporter } from './startExporter.ts';

/** Runs the exporter until it is asked to end; the exit code. @throws Problem for a wrong configuration */
export async function runExporter(configFile: string): Promise<number> {
  const exporter = await startExporter(loadConfig(configFile));
  process.stdout.write(`${exporter.description.join('\n')}\n`);
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve(name));
  });
  process.stdout.write(`Ending (${signal}): stopping runs and reads.\n`);
  await exporter.close();
  return 0;
}
