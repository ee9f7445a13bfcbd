import type { RunSummary } from '@loadstar/exporter/contract';

/** How a run's state, or its verdict once it has one, is shown. */
export interface RunDisplay {
  readonly text: string;
  readonly color: 'blue' | 'green' | 'red' | 'orange' | 'purple' | 'darkgrey';
  readonly icon: 'hourglass' | 'play' | 'pause' | 'check' | 'times' | 'question-circle' | 'square-shape' | 'bug';
}

const STATES: Readonly<Record<RunSummary['state'], RunDisplay>> = {
  planned: { text: 'Planned', color: 'blue', icon: 'hourglass' },
  provisioning: { text: 'Provisioning', color: 'blue', icon: 'hourglass' },
  starting: { text: 'Starting', color: 'blue', icon: 'hourglass' },
  running: { text: 'Running', color: 'green', icon: 'play' },
  paused: { text: 'Paused', color: 'orange', icon: 'pause' },
  stopping: { text: 'Stopping', color: 'orange', icon: 'hourglass' },
  finished: { text: 'Finished', color: 'darkgrey', icon: 'square-shape' },
};

const VERDICTS: Readonly<Record<NonNullable<RunSummary['verdict']>, RunDisplay>> = {
  passed: { text: 'Passed', color: 'green', icon: 'check' },
  failed: { text: 'Failed', color: 'red', icon: 'times' },
  inconclusive: { text: 'Inconclusive', color: 'orange', icon: 'question-circle' },
  aborted: { text: 'Aborted', color: 'purple', icon: 'square-shape' },
  error: { text: 'Error', color: 'red', icon: 'bug' },
};

/** The verdict where there is one, else the state. */
export function runDisplay({ state, verdict }: Pick<RunSummary, 'state' | 'verdict'>): RunDisplay {
  return verdict === null ? STATES[state] : VERDICTS[verdict];
}
