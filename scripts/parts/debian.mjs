import { run } from '../steps.mjs';
import { onPath } from './onPath.mjs';

/** Programs of Debian's that tests use, and the packages that hold them. */
const PACKAGES = {
  prometheus: 'prometheus',
  'prometheus-alertmanager': 'prometheus-alertmanager',
  chromium: 'chromium',
};

/** Command that installs what is missing, for people. */
export function debianCommand(packages = Object.values(PACKAGES)) {
  return `sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/** Installs missing Debian packages where this is Debian and we may; elsewhere does nothing. */
export async function ensureDebianPackages(say) {
  const missing = Object.keys(PACKAGES).filter((program) => onPath(program) === null);
  if (missing.length === 0 || onPath('apt-get') === null || process.getuid?.() !== 0) return;
  const packages = missing.map((program) => PACKAGES[program]);
  say(`installing ${packages.join(', ')} with apt-get`);
  // policy-rc.d semantics: the package would start a Prometheus of its own; RUNLEVEL=1 keeps invoke-rc.d from it.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await run('apt-get update', ['apt-get', 'update', '-qq'], { env, quiet: true });
  await run('apt-get install', ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
    quiet: true,
  });
}
