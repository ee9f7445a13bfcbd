import type { RunRecord, RunSecond } from '../../core/runState.ts';
import type { Run, RunSecondView, RunSummary } from '../../contract/index.ts';
import { isoTime } from './isoTime.ts';

/** One second of a run as the API gives it. */
export function runSecondView(second: RunSecond): RunSecondView {
  return {
    time: second.timestampSeconds,
    targetRequestsPerSecond: second.targetRequestsPerSecond,
    actualRequestsPerSecond: second.requests,
    errorsPerSecond: second.errors,
    refusedPerSecond: second.refused,
    droppedIterationsPerSecond: second.droppedIterations,
    vus: second.vus,
    p50Seconds: second.p50Seconds,
    p95Seconds: second.p95Seconds,
    p99Seconds: second.p99Seconds,
  };
}

/** A run without its series. */
export function runSummaryView(record: RunRecord): RunSummary {
  const at = (seconds: number | null): string | null => (seconds === null ? null : isoTime(seconds));
  return {
    id: record.id,
    test: record.test,
    service: record.service,
    driver: record.driver,
    actor: record.actor,
    state: record.state,
    verdict: record.verdict,
    reason: record.reason,
    targetRequestsPerSecond: record.targetRequestsPerSecond,
    ceilingRequestsPerSecond: record.ceilingRequestsPerSecond,
    durationSeconds: record.durationSeconds,
    runners: record.runners,
    createdAt: isoTime(record.createdAt),
    startedAt: at(record.startedAt),
    endedAt: at(record.endedAt),
    totals: { ...record.totals },
    latency: record.latency === null ? null : { ...record.latency },
    notices: [...record.notices],
  };
}

/** A run with its per-second series. */
export function runView(record: RunRecord): Run {
  return { ...runSummaryView(record), series: record.seconds.map(runSecondView) };
}
