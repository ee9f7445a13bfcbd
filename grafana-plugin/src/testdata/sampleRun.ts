import type { Run } from '@loadstar/exporter/contract';

/** One second of a run at `time`, quiet unless told otherwise. */
export function sampleSecond(time: number, change: Partial<Run['series'][number]> = {}): Run['series'][number] {
  return {
    time,
    targetRequestsPerSecond: 50,
    actualRequestsPerSecond: 49,
    errorsPerSecond: 0,
    refusedPerSecond: 0,
    droppedIterationsPerSecond: 0,
    vus: 10,
    p50Seconds: 0.02,
    p95Seconds: 0.05,
    p99Seconds: 0.09,
    ...change,
  };
}

/** A run that is under way. */
export function sampleRun(change: Partial<Run> = {}): Run {
  return {
    id: 'r1',
    test: 'browse',
    service: 'storefront',
    driver: 'k6',
    actor: 'console',
    state: 'running',
    verdict: null,
    reason: null,
    targetRequestsPerSecond: 50,
    ceilingRequestsPerSecond: 200,
    durationSeconds: 300,
    runners: 1,
    createdAt: '2026-11-20T10:00:00.000Z',
    startedAt: '2026-11-20T10:00:02.000Z',
    endedAt: null,
    totals: { requests: 100, errors: 0, refused: 0 },
    latency: null,
    notices: [],
    series: [],
    ...change,
  };
}
