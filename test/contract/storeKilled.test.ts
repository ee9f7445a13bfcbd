import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { killedSeries, killedTime, killedValue } from './storeParts/killedCycles.ts';
import { storeFolder } from './storeParts/storeFolder.ts';
import { open } from './storeParts/testHistory.ts';

const WRITER = fileURLToPath(new URL('./storeParts/writeCycles.ts', import.meta.url));
const KILLS = 20;

/** Lets a process write until it is killed, `afterMs` after its first word; what it said. */
async function writeUntilKilled(folder: string, first: number, afterMs: number): Promise<string> {
  const child = spawn(process.execPath, [WRITER, folder, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = text(child.stdout);
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'readable'), ended]);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  const [, signal] = (await ended) as [number | null, string | null];
  expect(signal, 'it ended by itself').toBe('SIGKILL');
  return said;
}

const lastOf = (said: string, word: string, before: number): number =>
  Number([...said.matchAll(new RegExp(`${word} (\\d+)\n`, 'g'))].at(-1)?.[1] ?? before);

describe('an exporter that is killed (kill -9) while it saves', () => {
  it(`has a whole store each time, with all but at most one cycle, and runs that have an end: ${KILLS} times`, async () => {
    using folder = storeFolder();
    let next = 0;
    let midCycle = 0;
    /** Last cycle whose run was saved too: a run is saved after its cycle. */
    let runSaved = -1;
    for (let kill = 0; kill < KILLS; kill++) {
      const said = await writeUntilKilled(dirname(folder.path), next, Math.random() * 60);
      const taken = lastOf(said, 'taken', next - 1);
      const saved = lastOf(said, 'saved', next - 1);
      runSaved = lastOf(said, 'saved', runSaved);
      if (taken > saved) midCycle += 1;
      expect(taken - saved).toBeLessThanOrEqual(1);
      const clock = { now: killedTime(taken) };
      const { history, persistence, found } = open(folder.path, clock);
      const { runs, notices } = found;
      expect(notices.filter((notice) => !notice.startsWith('Run '))).toEqual([]);

      // Whole cycles, up to the last that was saved or one more;
      // none yet where the first of all was cut off.
      const newest = ((history.newestSeconds('shop') ?? killedTime(-1)) - killedTime(0)) / 10;
      expect([saved, saved + 1]).toContain(newest);
      const span = { startSeconds: killedTime(0), endSeconds: killedTime(newest) };
      for (const id of killedSeries) {
        const latest = { timestampSeconds: killedTime(newest), value: killedValue(id, newest) };
        expect(history.latest(id)).toEqual(newest < 0 ? null : latest);
        const { values } = history.fine(id, span);
        expect(values.findIndex((value, cycle) => value !== killedValue(id, cycle))).toBe(-1);
        expect(values.length).toBe(newest + 1);
      }
      expect(runs.map(({ record }) => record.state).every((state) => state === 'finished')).toBe(true);
      expect(runs.length).toBeGreaterThanOrEqual(Math.min(100, Math.floor(runSaved / 20) + 1));
      for (const { record } of runs) expect(record.verdict === 'error' || record.seconds.length === 20).toBe(true);
      await persistence.close();
      next = newest + 1;
    }
    console.log(`${KILLS} kills over ${next} cycles, ${midCycle} of them within a cycle`);
  }, 180_000);
});
