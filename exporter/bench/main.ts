import { parseArgs } from 'node:util';
import { benchAnomaly } from './anomaly.ts';
import { benchForecast } from './forecast.ts';
import { outFolder, type BenchOptions } from './options.ts';
import { benchStore } from './store.ts';

const BENCHMARKS: Readonly<Record<string, (options: BenchOptions) => void | Promise<void>>> = {
  forecast: benchForecast,
  anomaly: benchAnomaly,
  store: benchStore,
};

/** Benchmarks that make their own data. */
const WITHOUT_DATA: readonly string[] = ['store'];

const USAGE = `usage: npm run bench -- NAME --data DIR [--score DIR] [--python PATH] [--out DIR] [--models a,b]
  NAME     ${Object.keys(BENCHMARKS).join(', ')}
  --data   folder with the public data (m4-hourly/, rolling/, traffic/, smd/, nab/); not for ${WITHOUT_DATA.join(', ')}
  --score  folder with the scorers; without it the files for them are written and not scored
  --python python with numpy (default python3)
  --out    where the files go (default: a new temporary folder)
  --models run these models only`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      score: { type: 'string' },
      python: { type: 'string', default: 'python3' },
      out: { type: 'string' },
      models: { type: 'string', default: '' },
    },
  });
  const name = positionals[0] ?? '';
  const benchmark = BENCHMARKS[name];
  const data = values.data ?? (WITHOUT_DATA.includes(name) ? '' : undefined);
  if (benchmark === undefined || data === undefined) {
    const wrong =
      benchmark === undefined ? `no benchmark "${name}"` : 'no --data DIR: the data are not part of the project';
    throw new Error(`${wrong}\n${USAGE}`);
  }
  const out = outFolder(values.out, name);
  console.log(`files go to ${out}`);
  const models = values.models.split(',').filter((model) => model !== '');
  await benchmark({ data, score: values.score ?? null, python: values.python, out, models });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
