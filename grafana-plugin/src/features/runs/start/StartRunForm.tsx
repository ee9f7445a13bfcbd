import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, Input, useStyles2 } from '@grafana/ui';
import type { Run, Test } from '@loadstar/exporter/contract';
import React, { useId, useState, type FormEvent, type ReactNode } from 'react';
import { mayEdit } from '../../../api/mayEdit';
import { requests } from '../../../api/requests';
import { useChange } from '../../../api/useChange';
import { ProblemAlert } from '../../../components/feedback/ProblemAlert';
import { startInput } from './startInput';

interface StartRunFormProps {
  readonly test: Test;
  readonly onStarted: (run: Run) => void;
  /** Stands before the fields: a way to choose the test. */
  readonly children?: ReactNode;
}

/** Rate and duration of one test, and the button that starts it. Give it the test's name as `key`. */
export function StartRunForm({ test, onStarted, children }: StartRunFormProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const { send, busy, problem, dismiss } = useChange();
  const [input, setInput] = useState({
    requestsPerSecond: String(test.requestsPerSecond),
    durationSeconds: String(test.durationSeconds),
  });
  const { request, errors } = startInput(test, input);
  const start = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const run = request === null ? null : await send(requests.startRun(request));
    if (run !== null) {
      onStarted(run);
    }
  };
  return (
    <form onSubmit={(event) => void start(event)} aria-label={`Start a run of ${test.name}`}>
      {test.problem !== null && <ProblemAlert problem={{ ...test.problem, fields: test.problem.errors, hint: null }} />}
      {problem !== null && <ProblemAlert problem={problem} onDismiss={dismiss} />}
      <div className={styles.row}>
        {children}
        <NumberField
          id={`${id}-rate`}
          label="Start rate (requests/s)"
          value={input.requestsPerSecond}
          error={errors.requestsPerSecond}
          onChange={(requestsPerSecond) => setInput({ ...input, requestsPerSecond })}
        />
        <NumberField
          id={`${id}-duration`}
          label="Duration (seconds)"
          value={input.durationSeconds}
          error={errors.durationSeconds}
          onChange={(durationSeconds) => setInput({ ...input, durationSeconds })}
        />
        <Button
          type="submit"
          icon={busy ? 'spinner' : 'play'}
          className={styles.button}
          disabled={busy || request === null || test.problem !== null || !mayEdit()}
        >
          Start run
        </Button>
      </div>
      <p className={styles.about}>
        Sends requests to <strong>{test.target}</strong> ({test.service}) with {test.driver}, at most{' '}
        {test.maxRequestsPerSecond} a second.
        {!mayEdit() && ' Starting it needs the Editor role.'}
      </p>
    </form>
  );
}

interface NumberFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function NumberField({ id, label, value, error, onChange }: NumberFieldProps) {
  return (
    <Field label={label} htmlFor={id} invalid={error !== undefined} error={error} noMargin>
      <Input
        id={id}
        type="number"
        step="any"
        width={22}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: theme.spacing(2) }),
  // In line with the inputs, below the height of their labels.
  button: css({ marginTop: 20 }),
  about: css({ color: theme.colors.text.secondary, margin: theme.spacing(1, 0, 0) }),
});
