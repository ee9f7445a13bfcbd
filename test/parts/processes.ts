import { readFileSync, readdirSync } from 'node:fs';

/** A process with its program's name, as the kernel has them. */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly program: string;
}

/** All processes of this machine. */
export function processes(): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, program = '', parent = ''] =
          /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        return [{ pid: Number(name), parent: Number(parent), program }];
      } catch {
        return []; // It ended while we looked.
      }
    });
}

/** All that a process started, and what these started. */
export function descendants(pid: number, all = processes()): RunningProcess[] {
  return all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...descendants(child.pid, all)]);
}

/** Those of the given processes that are still there. */
export function stillThere(those: readonly RunningProcess[]): RunningProcess[] {
  const present = new Set(processes().map(({ pid }) => pid));
  return those.filter(({ pid }) => present.has(pid));
}
