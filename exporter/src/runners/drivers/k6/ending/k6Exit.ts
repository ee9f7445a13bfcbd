import type { LoadExit } from '../../../../core/loadDriver.ts';
import type { RunnerExit } from '../../../../core/runnerPool.ts';
import { k6Complaint, readK6Log } from '../k6Log.ts';
import type { K6Summary, ThresholdResult } from './k6Summary.ts';
import { readK6Summary } from './k6Summary.ts';

/** k6's exit codes (go.k6.io/k6/v2/errext/exitcodes), as far as the tool itself went wrong. */
const FAILURES: Readonly<Record<number, string>> = {
  97: 'the cloud run failed',
  98: 'the cloud run did not start',
  100: 'setup took too long',
  101: 'teardown took too long',
  102: 'a time-out passed',
  104: 'k6 refused its configuration',
  106: 'k6 could not start its REST server',
  107: 'the script threw an exception',
  109: 'k6 crashed (panic)',
  127: 'k6 could not be started',
};

/** `p(95)<500` judges the value `p(95)`. */
function valueOf({ threshold, values }: ThresholdResult): string {
  const name = /^\s*([^<>=!]+?)\s*[<>=!]/.exec(threshold)?.[1] ?? '';
  const value = values[name];
  return value === undefined ? '' : ` (${name} was ${Number(value.toPrecision(4))})`;
}

function thresholdDetail(exit: RunnerExit, summary: K6Summary | null): string {
  const failed = (summary?.thresholds ?? []).filter((result) => !result.ok);
  if (failed.length === 0) return k6Complaint(exit.lastLines.join('\n'));
  return `thresholds of the script failed: ${failed.map((one) => `${one.metric}: ${one.threshold}${valueOf(one)}`).join(', ')}`;
}

/** Addresses that confinement refused, from k6's log, at most five. */
export function refusedAddresses(exit: RunnerExit): string[] {
  const found = exit.lastLines.flatMap((line) => [...line.matchAll(/IP \(([^)]+)\) is in a blacklisted range/g)]);
  return [...new Set(found.map(([, address]) => address ?? ''))].slice(0, 5);
}

function meaningOf(exit: RunnerExit, isStopWanted: boolean, summary: K6Summary | null): LoadExit {
  const words = k6Complaint(exit.lastLines.filter((line) => readK6Log(line)?.level === 'error').join('\n'));
  if (isStopWanted) return { outcome: 'stopped', detail: 'k6 was stopped' };
  if (exit.code === 0 && summary === null) return { outcome: 'failed', detail: 'k6 ended without telling its totals' };
  if (exit.code === 0) return { outcome: 'completed', detail: words };
  if (exit.code === 99) return { outcome: 'thresholds', detail: thresholdDetail(exit, summary) };
  if (exit.code === 110) return { outcome: 'thresholds', detail: `the script marked the test as failed: ${words}` };
  if (exit.code === 108) return { outcome: 'stopped', detail: `the script aborted the test: ${words}` };
  if (exit.code === 103 || exit.code === 105) return { outcome: 'stopped', detail: 'k6 was stopped from outside' };
  const how =
    exit.code === null
      ? `k6 was ended by ${exit.signal ?? 'a signal'}`
      : (FAILURES[exit.code] ?? `k6 ended with code ${exit.code}`);
  const last = words === '' ? exit.lastLines.slice(-3).join('\n') : words;
  return { outcome: 'failed', detail: last === '' ? how : `${how}: ${last}` };
}

/**
 * What k6's end means.
 *
 * @param isStopWanted whether Loadstar asked for the end
 * @param summaryFile where the wrapper wrote the totals and the results of the thresholds
 */
export async function k6Exit(exit: RunnerExit, isStopWanted: boolean, summaryFile: string): Promise<LoadExit> {
  const summary = await readK6Summary(summaryFile);
  const told = { totals: summary?.totals ?? null, latencySeconds: summary?.latencySeconds ?? null };
  return { ...meaningOf(exit, isStopWanted, summary), ...told };
}
