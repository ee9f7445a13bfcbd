import type { Run } from '@loadstar/exporter/contract';

/** Seconds that a run has been under load: to its end, or to its newest second of results; 0 before its start. */
export function elapsedSeconds(run: Pick<Run, 'startedAt' | 'endedAt' | 'series'>): number {
  if (run.startedAt === null) {
    return 0;
  }
  const start = Date.parse(run.startedAt) / 1000;
  const end = run.endedAt === null ? (run.series.at(-1)?.time ?? start) : Date.parse(run.endedAt) / 1000;
  return Math.max(0, end - start);
}
