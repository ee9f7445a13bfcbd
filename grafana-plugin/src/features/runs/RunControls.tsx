import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { Run, SteerRun, Test } from '@loadstar/exporter/contract';
import React from 'react';
import { mayEdit } from '../../api/mayEdit';
import { requests } from '../../api/requests';
import { useChange } from '../../api/useChange';
import { ProblemAlert } from '../../components/feedback/ProblemAlert';
import { RateControl } from './RateControl';

interface RunControlsProps {
  readonly run: Run;
  /** The run's test, for what its driver can do; null while it is not known. */
  readonly test: Test | null;
  readonly onRun: (run: Run) => void;
}

/** Why a running test cannot be steered; null where it can. */
function obstacle(run: Run, test: Test | null): string | null {
  if (!mayEdit()) {
    return 'Steering and stopping needs the Editor role.';
  }
  if (test !== null && !test.capabilities.retarget) {
    return `The driver ${run.driver} cannot change its rate while it runs.`;
  }
  return null;
}

/** Rate, pause, resume and stop of a run that has not ended. */
export function RunControls({ run, test, onRun }: RunControlsProps) {
  const styles = useStyles2(getStyles);
  const { send, problem, dismiss } = useChange();
  const reason = obstacle(run, test);
  const moving = run.state === 'running' || run.state === 'paused';
  const pausable = mayEdit() && (test === null || test.capabilities.pause);
  const steer = async (change: SteerRun): Promise<void> => {
    const answer = await send(requests.steerRun(run.id, change));
    if (answer !== null) {
      onRun(answer);
    }
  };
  const stop = async (): Promise<void> => {
    const answer = await send(requests.stopRun(run.id));
    if (answer !== null) {
      onRun(answer);
    }
  };
  return (
    <div className={styles.controls} role="group" aria-label={`Controls of the run of ${run.test}`}>
      {problem !== null && <ProblemAlert problem={problem} onDismiss={dismiss} />}
      <RateControl
        requestsPerSecond={run.targetRequestsPerSecond}
        maxRequestsPerSecond={run.ceilingRequestsPerSecond}
        disabled={!moving || reason !== null}
        onChange={(requestsPerSecond) => steer({ requestsPerSecond })}
      />
      <div className={styles.buttons}>
        {run.state === 'paused' ? (
          <Button icon="play" variant="secondary" disabled={!pausable} onClick={() => void steer({ paused: false })}>
            Resume
          </Button>
        ) : (
          <Button
            icon="pause"
            variant="secondary"
            disabled={!pausable || run.state !== 'running'}
            onClick={() => void steer({ paused: true })}
          >
            Pause
          </Button>
        )}
        <Button
          icon="square-shape"
          variant="destructive"
          disabled={!mayEdit() || run.state === 'stopping'}
          onClick={() => void stop()}
        >
          Stop run
        </Button>
        {reason !== null && <span className={styles.reason}>{reason}</span>}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  controls: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  reason: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
