import { readFileSync, readdirSync } from 'node:fs';

/** A process of this machine, as /proc tells. */
export interface FoundProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly command: string;
}

function readProcess(pid: number): FoundProcess | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    // The name in brackets may hold anything; what counts comes after it: state, parent, group.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : { pid, parent: Number(parent), group: Number(group), command };
  } catch {
    return null;
  }
}

/** Live processes whose command line holds this text. */
export function processesWith(text: string): FoundProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((found): found is FoundProcess => found !== null && found.command.includes(text));
}

/** A live process by its id; null when it is gone. */
export function processWith(pid: number): FoundProcess | null {
  return readProcess(pid);
}
