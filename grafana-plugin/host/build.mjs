import { build } from 'esbuild';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Builds the console: the real @grafana libraries and React in one bundle, SystemJS, and the built plugin beside them,
 * as a folder that the exporter serves at /console/. Run it after the plugin's own build.
 */
const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const plugin = join(here, '..', 'dist');
const require = createRequire(import.meta.url);
/** Folder of an installed package. */
const folder = (name) => dirname(require.resolve(`${name}/package.json`));

await rm(dist, { recursive: true, force: true });
await mkdir(join(dist, 'public'), { recursive: true });

// The setter of the page frame is not among the exports of @grafana/runtime.
const pageFrame = join(folder('@grafana/runtime'), 'dist/esm/components/PluginPage.mjs');

await build({
  entryPoints: { main: join(here, 'src/main.tsx') },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  legalComments: 'none',
  target: 'es2022',
  jsx: 'transform',
  chunkNames: 'chunks/[name]-[hash]',
  loader: { '.svg': 'file', '.png': 'file' },
  alias: { 'grafana-runtime-page-frame': pageFrame, 'monaco-editor': join(here, 'src/noCodeEditor.ts') },
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  logLevel: 'warning',
});

const copies = [
  [join(folder('@grafana/ui'), 'dist/public/img'), 'public/build/img'],
  [join(folder('systemjs'), 'dist/system.min.js'), 'systemjs/system.min.js'],
  [join(folder('systemjs'), 'dist/extras/amd.min.js'), 'systemjs/amd.min.js'],
  [plugin, 'public/plugins/loadstar-control-app'],
  [join(here, 'src/index.html'), 'index.html'],
  [join(here, '..', 'src/img/logo.svg'), 'logo.svg'],
  ...(await fontCopies()),
];
// The one icon that @grafana/ui asks for and does not bring along.
await cp(join(here, 'src/spinner.svg'), join(dist, 'public/build/img/icons/unicons/spinner.svg'));
await Promise.all(copies.map(([from, to]) => cp(from, join(dist, to), { recursive: true, filter: isServed })));
await writeFile(join(dist, 'public/fonts/LICENSES.txt'), 'Inter and Roboto Mono: SIL Open Font License 1.1.\n');

/** Source maps of the plugin would double the folder; stamps are of the build only. */
function isServed(path) {
  return !path.endsWith('.map') && !path.endsWith('.built');
}

/** The variable fonts under the names that Grafana's styles ask for. */
async function fontCopies() {
  const inter = join(folder('@fontsource-variable/inter'), 'files');
  const mono = join(folder('@fontsource-variable/roboto-mono'), 'files');
  const styles = await readdir(inter);
  const upright = styles.find((name) => name === 'inter-latin-wght-normal.woff2');
  const italic = styles.find((name) => name === 'inter-latin-wght-italic.woff2');
  if (upright === undefined || italic === undefined) {
    throw new Error(`${inter} has no inter-latin-wght-{normal,italic}.woff2; did the font package change its names?`);
  }
  return [
    [join(inter, upright), 'public/fonts/inter/Inter-Regular.woff2'],
    [join(inter, upright), 'public/fonts/inter/Inter-Medium.woff2'],
    [join(inter, italic), 'public/fonts/inter/Inter-Italic.woff2'],
    [join(inter, italic), 'public/fonts/inter/Inter-MediumItalic.woff2'],
    [
      join(mono, 'roboto-mono-latin-wght-normal.woff2'),
      'public/fonts/roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2',
    ],
  ];
}
