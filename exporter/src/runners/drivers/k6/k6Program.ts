import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Problem } from '../../../core/problem.ts';
import { runK6 } from './runK6.ts';

/** A k6 that Loadstar can drive. */
export interface K6Program {
  readonly path: string;
  /** E.g. `2.2.0`. */
  readonly version: string;
}

const HOW_TO_GET =
  'Install k6 2.x (https://grafana.com/docs/k6/latest/set-up/install-k6/), put it on PATH, or name it in drivers.k6.path';

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Finds k6: the given path, else the first on the search path. Any 2.x will do.
 *
 * @param configured path of the program, or null to search
 * @param searchPath folders as in PATH
 * @returns throws a Problem `unavailable` that says how to get it where it is missing or of another major version
 */
export async function findK6Program(configured: string | null, searchPath: string): Promise<K6Program> {
  const candidates =
    configured === null
      ? searchPath
          .split(delimiter)
          .filter((folder) => folder !== '')
          .map((folder) => join(folder, 'k6'))
      : [configured];
  for (const path of candidates) {
    if (!(await isExecutable(path))) continue;
    const { stdout, stderr } = await runK6(path, ['version'], { PATH: searchPath, HOME: '/nonexistent' });
    const [, major, rest] = /\bv?(\d+)\.(\d+\.\d+\S*)/.exec(stdout) ?? [];
    if (major === '2') return { path, version: `${major}.${rest ?? ''}` };
    const found =
      major === undefined
        ? `${path} does not answer as k6 (${stderr.slice(0, 200).trim()})`
        : `${path} is k6 ${major}.${rest ?? ''}`;
    throw new Problem('unavailable', 'k6 2.x needed', `${found}. ${HOW_TO_GET}.`);
  }
  const where = configured === null ? 'on PATH' : `at ${configured}`;
  throw new Problem('unavailable', 'k6 is missing', `There is no k6 ${where}. ${HOW_TO_GET}.`);
}
