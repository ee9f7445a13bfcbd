import { Problem } from '../../core/problem.ts';
import type { RunEvent, RunRecord } from '../../core/runState.ts';
import { RUN_TRANSITIONS, nextRunState } from '../../core/runState.ts';

/** Fields of a record that change by themselves, read anew for every look at it. */
type LiveFields = Pick<RunRecord, 'totals' | 'latency' | 'seconds'>;
type Written = Partial<Pick<RunRecord, 'startedAt' | 'endedAt' | 'verdict' | 'reason'>>;

/** A run's record and its only way to change. */
export interface RunFile {
  record(): RunRecord;
  /** Makes a transition of the table; false where the table has none from the present state. */
  apply(event: RunEvent, written?: Written): boolean;
  /** The same, but a Problem `conflict` where there is none. */
  require(event: RunEvent, written?: Written): void;
  retarget(requestsPerSecond: number): void;
  notice(text: string): void;
}

/**
 * @param first the record as planned
 * @param live what the results say at the moment
 * @param onChange called after every change
 */
export function createRunFile(
  first: RunRecord,
  live: () => LiveFields,
  onChange: (record: RunRecord) => void,
): RunFile {
  let kept = first;
  const record = (): RunRecord => ({ ...kept, ...live() });
  const change = (fields: Partial<RunRecord>): void => {
    kept = { ...kept, ...fields };
    onChange(record());
  };
  const apply = (event: RunEvent, written: Written = {}): boolean => {
    const state = nextRunState(kept.state, event);
    if (state === null) return false;
    const writes: readonly string[] = RUN_TRANSITIONS[event].writes;
    const fields = Object.fromEntries(Object.entries(written).filter(([name]) => writes.includes(name)));
    change({ state, ...fields });
    return true;
  };
  return {
    record,
    apply,
    require: (event, written) => {
      if (apply(event, written)) return;
      const from = RUN_TRANSITIONS[event].from.join(', ');
      throw new Problem(
        'conflict',
        'Not now',
        `Run ${kept.id} is ${kept.state}; ${event} is possible while it is ${from}.`,
      );
    },
    retarget: (requestsPerSecond) => change({ targetRequestsPerSecond: requestsPerSecond }),
    notice: (text) => {
      if (!kept.notices.includes(text)) change({ notices: [...kept.notices, text] });
    },
  };
}
