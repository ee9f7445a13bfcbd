import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { openPersistence } from '../../../exporter/src/wiring/persistence.ts';
import { SeriesHistory } from '../../../exporter/src/history/seriesHistory.ts';
import { killedSeries, killedTime, killedValue } from './killedCycles.ts';
import { HISTORY_CONFIG, points } from './testHistory.ts';
import { testRun } from './testRun.ts';

/**
 * A process that writes cycle after cycle as fast as it can, until it is killed. Before each cycle it says `taken N`,
 * when all of it is saved `saved N`; a run gets a second with each cycle, and ends with every 20th.
 *
 * @param folder holds the store
 * @param first number of its first cycle
 */
async function main(folder: string, first: number): Promise<void> {
  let cycle = first;
  const clock = { nowSeconds: () => killedTime(cycle), secondsPerDay: 86_400, scale: 1 };
  const history = new SeriesHistory({ config: HISTORY_CONFIG, intervalSeconds: 10, clock });
  const { persistence } = openPersistence({
    path: join(folder, 'loadstar.db'),
    history,
    clock,
    onError: (message, error) => {
      throw new Error(message, { cause: error });
    },
  });
  for (; ; cycle++) {
    writeSync(1, `taken ${cycle}\n`);
    for (const id of killedSeries) history.append(points(id, [[killedTime(cycle), killedValue(id, cycle)]]));
    await persistence.saveCycle();
    const state = cycle % 20 === 19 ? 'finished' : 'running';
    persistence.saveRun(testRun(`run-${Math.floor(cycle / 20)}`, (cycle % 20) + 1, { state }), null);
    writeSync(1, `saved ${cycle}\n`);
  }
}

await main(process.argv[2] ?? '', Number(process.argv[3]));
