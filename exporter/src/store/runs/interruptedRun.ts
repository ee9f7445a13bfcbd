import type { RunRecord } from '../../core/runState.ts';
import { nextRunState } from '../../core/runState.ts';
import type { StoredRun } from './runRepository.ts';

/**
 * The end of a run that was still going on when the exporter ended: `error`, at the time it was last heard of. Null for
 * a run that had ended.
 */
export function endInterrupted({ record, savedSeconds }: StoredRun): RunRecord | null {
  const state = nextRunState(record.state, 'fail');
  if (state === null) return null;
  const last = new Date(savedSeconds * 1000).toISOString();
  return {
    ...record,
    state,
    endedAt: savedSeconds,
    verdict: 'error',
    reason: `the exporter ended while it ran (it was ${record.state}, last heard of at ${last})`,
  };
}
