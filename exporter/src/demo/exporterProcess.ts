import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A Ctrl-C reaches the child by itself; only then is it told again. */
const GRACE_MILLISECONDS = 1500;
const HARD_MILLISECONDS = 10_000;
const POLL_MILLISECONDS = 100;

/** As in the command's own first line: V8's young generation would otherwise take 50 MB more than the exporter needs. */
const NODE_FLAGS = ['--max-semi-space-size=4'];

/** An exporter in a process of its own. */
export interface ExporterProcess {
  readonly pid: number | undefined;
  /** Resolves when it has ended, with a sentence on how. */
  readonly ended: Promise<string>;
  /** Resolves once `/-/ready` says yes; rejects with its last word when the exporter ends or the time is over. */
  waitUntilReady(timeOutSeconds: number): Promise<void>;
  /** Ends it: SIGTERM, then SIGKILL. `warned`: it got the signal itself and has a moment to end on its own. */
  stop(warned: boolean): Promise<void>;
}

/**
 * Starts the exporter with the same Node as this process; it writes to this process's terminal.
 * @param mainFile the exporter's main.ts or main.js
 * @param configFile its loadstar.yml
 * @param url where it will listen
 */
export function startExporterProcess(mainFile: string, configFile: string, url: string): ExporterProcess {
  const child = spawn(process.execPath, [...NODE_FLAGS, mainFile, 'exporter', '--config', configFile], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let isEnded = false;
  const ended = new Promise<string>((resolve) => {
    const end = (how: string): void => {
      isEnded = true;
      resolve(how);
    };
    child.once('error', (error) => end(`the exporter could not be started: ${error.message}`));
    child.once('exit', (code, signal) =>
      end(`the exporter ended ${signal === null ? `with exit code ${code}` : `on ${signal}`}`),
    );
  });
  return {
    pid: child.pid,
    ended,
    waitUntilReady: (timeOutSeconds) => waitUntilReady(url, timeOutSeconds, ended, () => isEnded),
    stop: (warned) => stop(child, warned, () => isEnded),
  };
}

async function waitUntilReady(
  url: string,
  timeOutSeconds: number,
  ended: Promise<string>,
  isEnded: () => boolean,
): Promise<void> {
  const deadline = performance.now() + timeOutSeconds * 1000;
  let last = 'it does not answer';
  while (performance.now() < deadline) {
    if (isEnded()) throw new Error(await ended);
    try {
      const response = await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(5000) });
      const text = (await response.text()).trim();
      if (response.ok) return;
      last = text;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  throw new Error(`the exporter is not ready after ${timeOutSeconds} s: ${last}`);
}

async function stop(child: ChildProcess, warned: boolean, isEnded: () => boolean): Promise<void> {
  if (isEnded()) return;
  const gone = once(child, 'exit');
  const soft = setTimeout(() => child.kill('SIGTERM'), warned ? GRACE_MILLISECONDS : 0);
  const hard = setTimeout(() => child.kill('SIGKILL'), HARD_MILLISECONDS);
  await gone;
  clearTimeout(soft);
  clearTimeout(hard);
}
