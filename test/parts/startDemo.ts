import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './freePort.ts';
import { ROOT, apiClient } from './startExporter.ts';
import type { RunningExporter } from './startExporter.ts';
import { startProgram } from './startProgram.ts';
import { GiveUp, waitFor } from './waitFor.ts';

/** The whole demo in processes of its own: shop, traffic, exporter, console. */
export interface RunningDemo extends RunningExporter {
  /** The console's address with its token. */
  readonly consoleUrl: string;
}

/** Starts the built demo on free ports with data of its own, and waits until it has forecasts. */
export async function startDemo(
  options: { readonly k6?: string; readonly args?: readonly string[] } = {},
): Promise<RunningDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-demo-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = startProgram(
    process.execPath,
    [join(ROOT, 'exporter/dist/demo/main.js'), '--port', String(port), '--data', folder, ...(options.args ?? [])],
    { env: { ...process.env, ...(options.k6 === undefined ? {} : { LOADSTAR_K6: options.k6 }) } },
  );
  await waitFor(
    'the demo to be ready',
    async () => {
      if (program.child.exitCode !== null) throw new GiveUp(program.output());
      return (await fetch(`${url}/-/ready`)).ok;
    },
    60,
  );
  const token = (): string => readFileSync(join(folder, 'data', 'token'), 'utf8').trim();
  const api = apiClient(url, token);
  return {
    ...program,
    url,
    api,
    consoleUrl: `${url}/console/?token=${encodeURIComponent(token())}`,
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
    stop: async () => {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
