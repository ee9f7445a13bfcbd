import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../core/problem.ts';
import type { RunnerCommand, RunnerExit, RunnerProcess } from '../../core/runnerPool.ts';
import type { FromSupervisor, ToSupervisor } from './supervisor/messages.ts';

const RENEW_EVERY_MS = 1000;
/** Time that a supervisor gets to start its program. */
const START_WITHIN_MS = 15_000;
/** Beyond the grace that a program gets, the supervisor itself is ended. */
const SUPERVISOR_GRACE_MS = 3000;

/** A running program, with what its supervisor had to say. */
export interface SupervisedProcess extends RunnerProcess {
  readonly pid: number;
  readonly supervisorPid: number;
  readonly notices: readonly string[];
}

/** The supervisor's file stands beside this one, as .ts in the source tree and as .js when built. */
function supervisorFile(): string {
  return fileURLToPath(new URL(`./supervisor/main${extname(import.meta.url)}`, import.meta.url));
}

/** Waits for the first message of a kind; undefined when the supervisor is gone before. */
function message<T extends FromSupervisor['type']>(
  child: ChildProcess,
  type: T,
  matches: (message: Extract<FromSupervisor, { type: T }>) => boolean = () => true,
): Promise<Extract<FromSupervisor, { type: T }> | undefined> {
  return new Promise((resolve) => {
    const done = (found: Extract<FromSupervisor, { type: T }> | undefined): void => {
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(found);
    };
    const onExit = (): void => done(undefined);
    const onMessage = (raw: unknown): void => {
      const received = raw as FromSupervisor;
      if (received.type !== type) return;
      const found = received as Extract<FromSupervisor, { type: T }>;
      if (matches(found)) done(found);
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}

/** Ends a process group at once; one that is gone already is none. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: nothing of it is left, which is what was wanted.
  }
}

/** Starts the supervisor and waits until its program runs; throws a Problem with the reason where it does not. */
async function startProgram(
  child: ChildProcess,
  command: RunnerCommand,
): Promise<Extract<FromSupervisor, { type: 'started' }>> {
  const started = message(child, 'started');
  const failed = message(child, 'failed').then((found) => found?.reason);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, START_WITHIN_MS, undefined).unref());
  child.send({ type: 'launch', command } satisfies ToSupervisor, () => undefined);
  const first = await Promise.race([started, failed, late]);
  if (typeof first === 'object') return first;
  child.kill('SIGKILL');
  const reason = first ?? `its supervisor did not start it within ${START_WITHIN_MS / 1000} s`;
  throw new Problem('unavailable', 'Runner failed', `${command.program} could not be started: ${reason}.`);
}

/**
 * Runs a program under a supervisor process: the gate and the program's end are in its hands, so that neither outlives
 * this process, kill -9 included. The lease is renewed every second for as long as this process lives. The supervisor
 * and the program get none of this process's environment beyond PATH (for Node itself) and the command's own.
 */
export async function launchSupervised(command: RunnerCommand): Promise<SupervisedProcess> {
  const child = fork(supervisorFile(), [], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    env: { PATH: process.env['PATH'] },
  });
  child.on('error', () => undefined);
  const send = (outgoing: ToSupervisor): void => {
    if (child.connected) child.send(outgoing, () => undefined);
  };
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ended = message(child, 'exited');
  const { pid, notices } = await startProgram(child, command);
  const renewal = setInterval(() => send({ type: 'renew' }), RENEW_EVERY_MS);
  const exited: Promise<RunnerExit> = ended.then(async (found) => {
    clearInterval(renewal);
    await gone;
    if (found !== undefined) return found.exit;
    // Nobody else may be left to end the program.
    endGroup(pid);
    return { code: null, signal: 'SIGKILL', lastLines: ['The supervisor of this runner was ended from outside.'] };
  });
  let sequence = 0;
  return {
    pid,
    supervisorPid: child.pid ?? 0,
    notices,
    exited,
    setTarget: async (target) => {
      const own = (sequence += 1);
      const acknowledged = message(child, 'acknowledged', (found) => found.sequence === own);
      send({ type: 'target', sequence: own, target });
      // A program that has ended needs no target any more.
      await Promise.race([acknowledged, gone]);
    },
    terminate: async (graceSeconds) => {
      send({ type: 'terminate', graceSeconds });
      const hard = setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000 + SUPERVISOR_GRACE_MS);
      await exited;
      clearTimeout(hard);
    },
  };
}
