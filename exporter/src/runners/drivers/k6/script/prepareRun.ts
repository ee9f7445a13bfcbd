import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadShare } from '../../../../core/loadDriver.ts';
import type { InspectedScript } from './inspectScript.ts';
import { inspectScript } from './inspectScript.ts';
import type { K6Program } from '../k6Program.ts';
import { ceilingIterations } from '../k6Steering.ts';
import { planScenarios } from './scenarioPlan.ts';
import { wrapperSource } from './wrapperSource.ts';

/** Everything that k6 needs for one share, on disk. */
export interface PreparedRun {
  readonly k6: K6Program;
  readonly script: InspectedScript;
  /** Folder of this run alone. */
  readonly folder: string;
  readonly wrapperFile: string;
  /** Where the wrapper will write the totals of the metrics and the results of the thresholds. */
  readonly summaryFile: string;
  /** Removes the folder. */
  clear(): Promise<void>;
}

/** Reads the user's script and writes the wrapper for it; throws a Problem where the script cannot run. */
export async function prepareRun(
  share: Pick<LoadShare, 'test' | 'count' | 'ceilingRequestsPerSecond' | 'durationSeconds'>,
  k6: K6Program,
  searchPath: string,
): Promise<PreparedRun> {
  const { test } = share;
  const script = await inspectScript(test, k6, searchPath);
  const ceiling = ceilingIterations(test, share.ceilingRequestsPerSecond);
  const scenarios = planScenarios(script.scenarios, test, ceiling, share.durationSeconds, share.count);
  const folder = await mkdtemp(join(tmpdir(), 'loadstar-k6-'));
  const wrapperFile = join(folder, `${test.name.replace(/[^\w-]/g, '_')}.js`);
  const summaryFile = join(folder, 'summary.json');
  await writeFile(wrapperFile, wrapperSource({ script: test.script, scenarios, summaryFile, runners: share.count }));
  const clear = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return { k6, script, folder, wrapperFile, summaryFile, clear };
}
