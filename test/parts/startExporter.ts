import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProgram } from './startProgram.ts';
import type { Program } from './startProgram.ts';
import { GiveUp, waitFor } from './waitFor.ts';

/** The checkout's folder. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** An exporter in a process of its own. */
export interface RunningExporter extends Program {
  readonly url: string;
  /** Status and JSON body of an API call; with the token unless `token` is null. */
  api<T>(
    method: string,
    path: string,
    body?: unknown,
    token?: string | null,
  ): Promise<{ readonly status: number; readonly body: T }>;
  metrics(): Promise<string>;
}

/** Calls of the API of an exporter at `url`. */
export function apiClient(url: string, readToken: () => string): RunningExporter['api'] {
  return async <T>(method: string, path: string, body?: unknown, token?: string | null) => {
    const secret = token === undefined ? readToken() : token;
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: {
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  };
}

/** Starts the built exporter with a configuration file and waits until it listens. */
export async function startExporter(options: {
  readonly config: string;
  readonly url: string;
  readonly tokenFile: string;
  readonly env?: NodeJS.ProcessEnv;
}): Promise<RunningExporter> {
  const program = startProgram(
    process.execPath,
    [join(ROOT, 'exporter/dist/main.js'), 'exporter', '--config', options.config],
    {
      env: { ...process.env, ...options.env },
    },
  );
  await waitFor(`the exporter at ${options.url}`, async () => {
    if (program.child.exitCode !== null) throw new GiveUp(program.output());
    return (await fetch(`${options.url}/-/healthy`)).ok;
  });
  return {
    ...program,
    url: options.url,
    api: apiClient(options.url, () => readFileSync(options.tokenFile, 'utf8').trim()),
    metrics: async () => (await fetch(`${options.url}/metrics`)).text(),
  };
}
