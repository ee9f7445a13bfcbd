import type { Histogram } from '../../../exporter/src/core/histogram.ts';
import { emptyHistogram, observe } from '../../../exporter/src/core/histogram.ts';
import type { RunRecord, RunSecond } from '../../../exporter/src/core/runState.ts';

/** A run's second number i, with a gap in its latencies. */
export function second(i: number): RunSecond {
  const has = i % 3 !== 0;
  return {
    timestampSeconds: 1_800_000_000.25 + i,
    targetRequestsPerSecond: 20 + i / 10,
    requests: i * 2,
    errors: i % 2,
    refused: 0,
    droppedIterations: i % 5,
    vus: 4,
    p50Seconds: has ? 0.1 + i / 1000 : null,
    p95Seconds: has ? 0.2 + i / 1000 : null,
    p99Seconds: has ? 1 / 3 : null,
  };
}

/** A running run with `seconds` seconds. */
export function testRun(id: string, seconds: number, fields: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    test: 'browse “quoted”',
    service: 'shop',
    driver: 'k6',
    actor: 'token',
    state: 'running',
    targetRequestsPerSecond: 20,
    ceilingRequestsPerSecond: 60,
    durationSeconds: 30,
    runners: 3,
    createdAt: 1_800_000_000.125,
    startedAt: 1_800_000_001.5,
    endedAt: null,
    verdict: null,
    reason: null,
    notices: ['a notice'],
    totals: { requests: 100, errors: 3, refused: 0 },
    latency: { p50Seconds: 0.1, p95Seconds: 0.2, p99Seconds: 1 / 3 },
    seconds: Array.from({ length: seconds }, (_, i) => second(i)),
    ...fields,
  };
}

/** A histogram of `count` latencies, with one of zero. */
export function latencies(count: number): Histogram {
  const histogram = emptyHistogram();
  for (let i = 0; i < count; i++) observe(histogram, i / 100);
  return histogram;
}
