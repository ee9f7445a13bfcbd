import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './freePort.ts';
import { startProgram } from './startProgram.ts';
import type { Program } from './startProgram.ts';
import { GiveUp, waitFor } from './waitFor.ts';

/** An alert as Alertmanager's API tells it. */
export interface ReceivedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly receivers: readonly { readonly name: string }[];
  readonly status: { readonly state: string };
}

/** A real Alertmanager on loopback. */
export interface RunningAlertmanager extends Program {
  /** `127.0.0.1:port`, as Prometheus is told. */
  readonly address: string;
  alerts(): Promise<readonly ReceivedAlert[]>;
}

/** Starts Alertmanager in a folder of its own, alone (no cluster), with a configuration (YAML). */
export async function startAlertmanager(
  binary: string,
  options: { readonly folder: string; readonly config: string },
): Promise<RunningAlertmanager> {
  const address = `127.0.0.1:${await freePort()}`;
  const file = join(options.folder, 'alertmanager.yml');
  writeFileSync(file, options.config);
  const program = startProgram(binary, [
    `--config.file=${file}`,
    `--storage.path=${join(options.folder, 'alertmanager')}`,
    `--web.listen-address=${address}`,
    '--cluster.listen-address=',
  ]);
  await waitFor(`Alertmanager at ${address}`, async () => {
    if (program.child.exitCode !== null) throw new GiveUp(program.output());
    return (await fetch(`http://${address}/-/ready`)).ok;
  });
  return {
    ...program,
    address,
    alerts: async () => (await (await fetch(`http://${address}/api/v2/alerts`)).json()) as ReceivedAlert[],
  };
}
