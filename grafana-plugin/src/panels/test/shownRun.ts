import type { RunSummary } from '@loadstar/exporter/contract';

/** The run of a test that a panel shows: the active one, else the newest; null where the test never ran. */
export function shownRun(runs: readonly RunSummary[], test: string): RunSummary | null {
  const own = runs.filter((run) => run.test === test);
  const newest = [...own].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  return newest.find((run) => run.state !== 'finished') ?? newest[0] ?? null;
}
