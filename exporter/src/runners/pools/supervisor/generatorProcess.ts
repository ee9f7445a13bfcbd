import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { RunnerExit } from '../../../core/runnerPool.ts';

/** Lines of the program's output that are kept. */
const LAST_LINES = 50;
const LONGEST_LINE = 1000;

/**
 * Starts the program as the leader of its own process group, with a watcher beside it that holds the other end of a pipe
 * to the supervisor (descriptor 3). When the supervisor is gone, however it went, the pipe ends, and the watcher ends the
 * whole group: SIGINT, and SIGKILL two seconds later. `$$` is the program's own id, since `exec` keeps it.
 */
const LAUNCHER = `
( exec </dev/null >/dev/null 2>&1
  trap '' INT TERM
  read -r _ <&3
  kill -INT -$$
  sleep 2
  kill -KILL -$$ ) &
exec "$@" 3<&- </dev/null
`;

/** A program under supervision. */
export interface GeneratorProcess {
  readonly pid: number;
  readonly exited: Promise<RunnerExit>;
  /** SIGINT to the group, and SIGKILL after `graceSeconds` unless it has ended. Later calls can only shorten the grace. */
  terminate(graceSeconds: number): void;
}

/** Keeps the last lines of a stream. */
function keepLines(stream: Readable, lines: string[]): void {
  let rest = '';
  const keep = (line: string): void => {
    if (line.trim() === '') return;
    lines.push(line.slice(0, LONGEST_LINE));
    if (lines.length > LAST_LINES) lines.shift();
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = (parts.pop() ?? '').slice(0, LONGEST_LINE);
    parts.forEach(keep);
  });
  stream.on('end', () => keep(rest));
}

/** Signals a process group; one that is gone already is none. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: nothing of it is left, which is what was wanted.
  }
}

/** Output ends a little after the program; one that hands its output to a child must not hold the end up. */
function exitOf(child: ChildProcess, outputs: readonly Readable[], lines: readonly string[]): Promise<RunnerExit> {
  const outputEnded = Promise.all(outputs.map((stream) => new Promise((resolve) => stream.once('close', resolve))));
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      const settle = (): void => resolve({ code, signal, lastLines: [...lines] });
      const late = setTimeout(settle, 500);
      void outputEnded.then(() => {
        clearTimeout(late);
        settle();
      });
    });
  });
}

/**
 * Starts a program; rejects where it cannot be started at all (no shell). A program that does not exist ends with code 127
 * and the shell's message.
 */
export async function startGenerator(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<GeneratorProcess> {
  const child = spawn('/bin/sh', ['-c', LAUNCHER, 'loadstar-generator', program, ...args], {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const pid = child.pid ?? 0;
  const lines: string[] = [];
  const outputs = [child.stdout, child.stderr].filter((stream): stream is Readable => stream !== null);
  for (const stream of outputs) keepLines(stream, lines);
  child.stdio[3]?.on('error', () => undefined);
  let kill: NodeJS.Timeout | null = null;
  const exited = exitOf(child, outputs, lines).then((exit) => {
    if (kill !== null) clearTimeout(kill);
    // The watcher, and whatever the program left behind in its group.
    signalGroup(pid, 'SIGKILL');
    return exit;
  });
  return {
    pid,
    exited,
    terminate: (graceSeconds) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      if (kill === null) signalGroup(pid, 'SIGINT');
      else clearTimeout(kill);
      kill = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceSeconds * 1000);
    },
  };
}
