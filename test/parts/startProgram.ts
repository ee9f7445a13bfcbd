import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** A program under test, with all it wrote. */
export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  output(): string;
  /** Ends it: SIGTERM, then SIGKILL after 10 s. Resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a program and keeps what it writes. */
export function startProgram(
  program: string,
  args: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    readonly cwd?: string;
    /** Whether it leads a process group of its own, as a terminal's foreground job does. */
    readonly detached?: boolean;
  } = {},
): Program {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  if (child.pid === undefined) throw new Error(`cannot start ${program}`);
  return {
    child,
    pid: child.pid,
    output: () => output,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
        await gone;
        clearTimeout(hard);
      }
    },
  };
}
