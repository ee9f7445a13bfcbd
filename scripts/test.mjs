import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureDebianPackages } from './parts/debian.mjs';
import { findK6 } from './parts/k6.mjs';
import { onPath } from './parts/onPath.mjs';
import { findPrometheus3 } from './parts/prometheus3.mjs';
import { ensureInstalled, projectEnv, requireNode20, run, say } from './steps.mjs';

/**
 * The whole check: install, parts, lint, types, unit, contract, end-to-end and browser tests, closing with
 * "N passed, N failed". With CI=true a missing part fails; elsewhere its tests are skipped by name.
 */
async function main() {
  requireNode20();
  const startedAt = Date.now();
  const tell = (line) => say(startedAt, line);
  const tally = { passed: 0, failed: 0, skipped: 0 };
  tell('installing what is missing');
  await ensureInstalled(tell);
  await ensureDebianPackages(tell);
  const [k6, prometheus3] = [await findK6(tell), await findPrometheus3(tell)];
  const parts = {
    LOADSTAR_K6: k6,
    LOADSTAR_PROMETHEUS_3: prometheus3 && join(prometheus3, 'prometheus'),
    LOADSTAR_PROMTOOL: prometheus3 ? join(prometheus3, 'promtool') : onPath('promtool'),
    LOADSTAR_PROMETHEUS_2: onPath('prometheus'),
    LOADSTAR_CHROMIUM: onPath('chromium') ?? onPath('google-chrome'),
  };
  for (const [name, path] of Object.entries(parts))
    tell(`${name.slice('LOADSTAR_'.length).toLowerCase()}: ${path ?? 'missing'}`);
  const env = projectEnv(Object.fromEntries(Object.entries(parts).filter(([, path]) => path)));

  const step = async (title, command) => {
    tell(title);
    await run(title, command, { env }).then(
      () => (tally.passed += 1),
      (error) => {
        tally.failed += 1;
        console.error(error.message);
      },
    );
  };
  await build(startedAt).catch((error) => {
    tally.failed += 1;
    console.error(error.message);
  });
  const workspaces = ['exporter', 'k6-extension-scripts', 'grafana-plugin'];
  const lanes = [
    [
      ['format', ['npm', 'run', '--silent', 'format:check', '--', '--log-level', 'warn']],
      ['lint', ['npm', 'run', '--silent', 'lint']],
      ['lint of grafana-plugin', ['npm', 'run', '--silent', 'lint', '-w', 'grafana-plugin']],
    ],
    [
      ...workspaces.map((name) => [`types of ${name}`, ['npm', 'run', '--silent', 'typecheck', '-w', name]]),
      ['types of test', ['tsc', '-p', 'test/tsconfig.json']],
      ['types of scripts', ['tsc', '-p', 'scripts/docs/tsconfig.json']],
    ],
  ];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const [title, command] of lane) await step(title, command);
    }),
  );
  await suites(tell, env, tally);
  tell('done');
  console.log(`${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`);
  process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);
}

/** Runs the two test runners and adds up what they report; a runner that reports nothing has failed. */
async function suites(tell, env, tally) {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-test-'));
  const runners = {
    vitest: (report) => [
      'vitest',
      'run',
      '--project=!compose',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    jest: (report) => [
      'npm',
      'run',
      '--silent',
      'test',
      '-w',
      'grafana-plugin',
      '--',
      '--json',
      `--outputFile=${report}`,
    ],
  };
  for (const [name, command] of Object.entries(runners)) {
    tell(name === 'jest' ? 'tests of grafana-plugin' : 'unit, contract, end-to-end and browser tests');
    const report = join(folder, `${name}.json`);
    const failure = await run(name, command(report), { env }).then(
      () => null,
      (error) => error,
    );
    if (!existsSync(report)) {
      tally.failed += 1;
      console.error(`${name} wrote no report: ${failure?.message ?? 'it ended without one'}`);
      continue;
    }
    const result = JSON.parse(readFileSync(report, 'utf8'));
    tally.passed += result.numPassedTests;
    tally.failed += result.numFailedTests;
    tally.skipped += result.numPendingTests;
    // A file that cannot be loaded, or an error outside any test, fails the run without a failed test.
    if (failure !== null && result.numFailedTests === 0) tally.failed += 1;
  }
  rmSync(folder, { recursive: true, force: true });
}

await main();
