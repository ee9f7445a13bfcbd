import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onceFor, root, run, say } from './steps.mjs';

/** Builds the exporter, and the plugin with its console, where their sources changed. */
export async function build(startedAt = Date.now()) {
  const shared = [join(root, 'package-lock.json'), join(root, 'tsconfig.base.json')];
  const exporter = onceFor(
    join(root, 'exporter/dist/.built'),
    [
      ...shared,
      ...['src', 'package.json', 'tsconfig.json', 'tsconfig.build.json'].map((p) => join(root, 'exporter', p)),
    ],
    () => run('Building the exporter', ['npm', 'run', '--silent', 'build', '-w', 'exporter'], { quiet: true }),
  ).then((built) => say(startedAt, built ? 'exporter built' : 'exporter is up to date'));
  const plugin = onceFor(
    join(root, 'grafana-plugin/dist/.built'),
    [...shared, join(root, 'grafana-plugin'), join(root, 'exporter/src/contract'), join(root, 'exporter/src/core')],
    () => run('Building the plugin', ['npm', 'run', '--silent', 'build', '-w', 'grafana-plugin'], { quiet: true }),
  ).then((built) =>
    say(startedAt, built ? 'Grafana plugin and console built' : 'Grafana plugin and console are up to date'),
  );
  await Promise.all([exporter, plugin]);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await build();
