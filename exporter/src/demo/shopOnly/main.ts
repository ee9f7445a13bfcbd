import { Problem } from '../../core/problem.ts';
import { startDemoShop } from '../startDemoShop.ts';
import { writePast } from '../writePast.ts';
import { parseShopOptions } from './shopOptions.ts';

/** Runs the shop and its visitors, without an exporter, until asked to end: what the shop's container runs. */
async function main(): Promise<number> {
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  try {
    const { address, firstPort, secondsPerDay, traffic, pastFile } = parseShopOptions(process.argv.slice(2));
    // The past first: whoever finds the shop answering finds the file too, and it ends where the present begins.
    if (pastFile !== null) await writePast(pastFile, { secondsPerDay, nowSeconds: Date.now() / 1000 });
    const shop = await startDemoShop({ address, firstPort, secondsPerDay, traffic });
    process.stdout.write(`${shop.description.join('\n')}\n`);
    await asked;
    await shop.close();
    return 0;
  } catch (error) {
    const fields = error instanceof Problem ? error.fields : [];
    const lines = fields.map(({ path, value, allowed }) => `  ${path}: ${value ?? ''}; allowed: ${allowed}`);
    process.stderr.write(`${[String(error instanceof Error ? error.message : error), ...lines].join('\n')}\n`);
    return 1;
  }
}

process.exitCode = await main();
