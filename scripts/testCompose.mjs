import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureDebianPackages } from './parts/debian.mjs';
import { findK6 } from './parts/k6.mjs';
import { findPrometheus3 } from './parts/prometheus3.mjs';
import { ensureInstalled, projectEnv, requireNode20, run, say } from './steps.mjs';

/**
 * Brings docker-compose.yml up for real and looks whether it does what it is for. Needs a Docker engine; without one the
 * tests are skipped by name, with CI=true they fail.
 */
async function main() {
  requireNode20();
  const startedAt = Date.now();
  const tell = (line) => say(startedAt, line);
  tell('installing what is missing');
  await ensureInstalled(tell);
  await ensureDebianPackages(tell);
  const [k6, prometheus3] = [await findK6(tell), await findPrometheus3(tell)];
  await build(startedAt);
  const parts = { LOADSTAR_K6: k6, LOADSTAR_PROMETHEUS_3: prometheus3 && join(prometheus3, 'prometheus') };
  const env = projectEnv(Object.fromEntries(Object.entries(parts).filter(([, path]) => path)));
  tell('building images, then up, tests, down');
  await run('test:compose', ['vitest', 'run', '--project', 'compose', ...process.argv.slice(2)], { env });
  tell('done');
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
