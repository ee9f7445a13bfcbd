import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { goBuild } from './goBuild.mjs';
import { onPath } from './onPath.mjs';

/** How a person gets k6, in one line. */
export const K6_ADVICE =
  'k6 2.x is missing: install it (https://grafana.com/docs/k6/latest/set-up/install-k6/) or Go 1.26, then start again';

/** Whether a program answers as k6 2.x. */
function isK6Version2(path) {
  try {
    return /\bv2\.\d+/.test(execFileSync(path, ['version'], { encoding: 'utf8', timeout: 20_000 }));
  } catch {
    return false;
  }
}

/**
 * Path of a k6 2.x: LOADSTAR_K6, then PATH, then the pinned one built into the cache folder; null where none can be had.
 * @param {(line: string) => void} say
 * @param {boolean} [mayBuild]
 */
export async function findK6(say, mayBuild = true) {
  for (const path of [process.env.LOADSTAR_K6, onPath('k6')]) {
    if (path && isK6Version2(path)) return path;
  }
  const folder = await goBuild('k6', { k6: 'go.k6.io/k6/v2' }, say, mayBuild);
  return folder === null ? null : join(folder, 'k6');
}
