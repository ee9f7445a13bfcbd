import type { LoadDriver } from '../../../core/loadDriver.ts';
import type { ResultReceiver } from '../../resultReceiver.ts';
import { inspectFile } from './script/inspectScript.ts';
import type { K6Program } from './k6Program.ts';
import { findK6Program } from './k6Program.ts';
import { prepareRun } from './script/prepareRun.ts';
import { startK6 } from './startK6.ts';

/** What the k6 driver is made with. */
export interface K6DriverOptions {
  /** Path of k6 (drivers.k6.path); null to look on `searchPath`. */
  readonly program: string | null;
  /** Folders as in PATH; k6 gets it too, for the browsers it may start. */
  readonly searchPath: string;
  readonly receiver: ResultReceiver;
}

/**
 * Drives k6 2.x: a generated wrapper runs the user's script unedited, at an arrival rate that the runner's gate thins to the
 * target. Results come by remote write, about a second after they happen.
 */
export function createK6Driver(options: K6DriverOptions): LoadDriver {
  const { searchPath } = options;
  const find = (): Promise<K6Program> => findK6Program(options.program, searchPath);
  return {
    name: 'k6',
    capabilities: { retarget: true, pause: true, confine: true },
    version: async () => (await find()).version,
    check: async (test) => {
      const share = {
        test,
        count: 1,
        ceilingRequestsPerSecond: test.maxRequestsPerSecond,
        durationSeconds: test.durationSeconds,
      };
      const prepared = await prepareRun(share, await find(), searchPath);
      // The wrapper looks up every function that a scenario names; inspecting the script alone does not. Requirements make
      // k6 hold thresholds against the metrics that the script has.
      const requirements = ['--execution-requirements'];
      await inspectFile(test, prepared.k6, prepared.wrapperFile, searchPath, requirements).finally(prepared.clear);
      return { thresholds: prepared.script.thresholds };
    },
    start: async (share, runner) => startK6(await prepareRun(share, await find(), searchPath), share, runner, options),
  };
}
