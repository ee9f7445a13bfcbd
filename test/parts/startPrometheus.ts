import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './freePort.ts';
import { startProgram } from './startProgram.ts';
import type { Program } from './startProgram.ts';
import { GiveUp, waitFor } from './waitFor.ts';

/** A real Prometheus on loopback. */
export interface RunningPrometheus extends Program {
  readonly url: string;
  /** Instant query; the values of the answer's vector with their labels. */
  query(expression: string): Promise<readonly { readonly metric: Record<string, string>; readonly value: number }[]>;
}

/**
 * Starts Prometheus (2 or 3) in a folder of its own.
 * @param options.folder holds the configuration and `data/`, where back-filled blocks may already lie
 * @param options.config its configuration (YAML)
 * @param options.port to start again at the same address
 */
export async function startPrometheus(
  binary: string,
  options: {
    readonly folder: string;
    readonly config: string;
    readonly port?: number;
    readonly flags?: readonly string[];
  },
): Promise<RunningPrometheus> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(join(options.folder, 'data'), { recursive: true });
  writeFileSync(join(options.folder, 'prometheus.yml'), options.config);
  const program = startProgram(binary, [
    `--config.file=${join(options.folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(options.folder, 'data')}`,
    '--storage.tsdb.retention.time=60d',
    `--web.listen-address=127.0.0.1:${port}`,
    ...(options.flags ?? []),
  ]);
  await waitFor(`Prometheus at ${url}`, async () => {
    if (program.child.exitCode !== null) throw new GiveUp(program.output());
    return (await fetch(`${url}/-/ready`)).ok;
  });
  const query: RunningPrometheus['query'] = async (expression) => {
    const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query: expression })}`);
    const body = (await response.json()) as {
      status: string;
      error?: string;
      data: { result: { metric: Record<string, string>; value: [number, string] }[] };
    };
    if (body.status !== 'success') throw new Error(`${expression}: ${body.error ?? 'failed'}`);
    return body.data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
  };
  return { ...program, url, query };
}
