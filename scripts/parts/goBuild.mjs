import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../steps.mjs';
import { cacheFolder } from './cache.mjs';
import { onPath } from './onPath.mjs';

/**
 * Builds programs from a pinned go.mod and go.sum of the project into the cache folder, once for each content of both.
 * @param {string} part folder below scripts/parts with go.mod and go.sum
 * @param {Record<string, string>} packages program name -> Go package
 * @param {(line: string) => void} say
 * @param {boolean} [mayBuild] false: only look
 * @returns {Promise<string|null>} the folder with the programs, or null where there is no Go
 */
export async function goBuild(part, packages, say, mayBuild = true) {
  const source = join(root, 'scripts', 'parts', part);
  const pins = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) pins.update(readFileSync(join(source, file)));
  const folder = join(cacheFolder(), `${part}-${pins.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  if (!mayBuild || onPath('go') === null) return null;
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), `.${part}-`));
  try {
    cpSync(source, work, { recursive: true });
    say(`building ${Object.keys(packages).join(' and ')} with Go, once (a few minutes)`);
    mkdirSync(join(work, 'bin'));
    const env = { ...process.env, CGO_ENABLED: '0' };
    for (const [program, name] of Object.entries(packages)) {
      const command = ['go', 'build', '-mod=mod', '-trimpath', '-ldflags=-s -w', '-o', join('bin', program), name];
      await run(`Building ${program}`, command, { cwd: work, env, quiet: true });
    }
    // Renamed as a whole, so that a build that was cut off leaves nothing that looks finished.
    if (!existsSync(folder)) renameSync(join(work, 'bin'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}
