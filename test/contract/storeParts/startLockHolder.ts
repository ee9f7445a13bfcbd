import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process that has a store open. */
export interface LockHolder {
  readonly pid: number;
  /** Kill -9, and its end. */
  kill(): Promise<void>;
}

const STORE = fileURLToPath(new URL('../../../exporter/src/store/openStore.ts', import.meta.url));

/**
 * Starts a process that opens a store and keeps it; resolves when it has it.
 *
 * @param closeAfterMs it then closes the store and ends
 */
export async function startLockHolder(path: string, closeAfterMs?: number): Promise<LockHolder> {
  const script = `
    const { openStore } = await import(${JSON.stringify(STORE)});
    const store = openStore(${JSON.stringify(path)});
    process.stdout.write('open');
    setTimeout(() => store.close(), ${closeAfterMs ?? 600_000});
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => {
      throw new Error('the process ended before it had the store');
    }),
  ]);
  return {
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
