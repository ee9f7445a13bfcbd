import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { K6_ADVICE, findK6 } from './parts/k6.mjs';
import { ensureInstalled, projectEnv, requireNode20, root, say } from './steps.mjs';

/** Installs, builds, and starts the demo: shop, traffic, exporter and console. Arguments go to the demo. */
async function main() {
  requireNode20();
  const startedAt = Date.now();
  const tell = (line) => say(startedAt, line);
  tell('installing what is missing');
  const [installed, k6] = await Promise.all([
    ensureInstalled(tell),
    findK6(tell).catch((error) => (tell(`k6 could not be built: ${error.message}`), null)),
  ]);
  tell(installed ? 'packages installed' : 'packages are up to date');
  await build(startedAt);
  tell(k6 === null ? `No load tests for now: ${K6_ADVICE}` : `k6: ${k6}`);
  const demo = spawn('node', [join(root, 'exporter/dist/demo/main.js'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: projectEnv(k6 === null ? {} : { LOADSTAR_K6: k6 }),
  });
  // Ctrl-C reaches the whole foreground group, a signal from elsewhere this process alone; the demo minds neither twice.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => demo.kill(signal));
  demo.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
