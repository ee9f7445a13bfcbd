import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Field, Input, Slider, useStyles2 } from '@grafana/ui';
import React, { useId, useRef, useState, type KeyboardEvent } from 'react';

interface RateControlProps {
  readonly requestsPerSecond: number;
  /** Highest rate that this run may reach. */
  readonly maxRequestsPerSecond: number;
  readonly disabled: boolean;
  /** Called once the hand has left the slider or the number is confirmed; resolves when the change was answered. */
  readonly onChange: (requestsPerSecond: number) => Promise<unknown>;
}

/** Slider and number of a run's target rate. The slider sends when it is let go, the number on Enter or on leaving it. */
export function RateControl({ requestsPerSecond, maxRequestsPerSecond, disabled, onChange }: RateControlProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  // What the hand is at, as text so that a half-typed number stays as it is; null once the run has it.
  const [draft, setDraft] = useState<string | null>(null);
  const sent = useRef<number | null>(null);
  const drafted = draft === null || draft.trim() === '' ? NaN : Number(draft);
  const value = Number.isFinite(drafted) ? drafted : requestsPerSecond;
  const commit = async (next: number): Promise<void> => {
    const wanted = Math.min(maxRequestsPerSecond, Math.max(0, next));
    if (!Number.isFinite(wanted) || wanted === requestsPerSecond) {
      setDraft(null);
      return;
    }
    if (sent.current === wanted) {
      return;
    }
    sent.current = wanted;
    setDraft(String(wanted));
    await onChange(wanted);
    sent.current = null;
    setDraft((current) => (current === String(wanted) ? null : current));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && draft !== null) {
      void commit(drafted);
    }
  };
  return (
    <div className={styles.row} aria-disabled={disabled} inert={disabled}>
      <div className={styles.slider}>
        <span className={styles.label} aria-hidden>
          Target rate
        </span>
        <Slider
          min={0}
          max={maxRequestsPerSecond}
          step={maxRequestsPerSecond > 20 ? 1 : 0.1}
          value={value}
          onChange={(next) => setDraft(String(next))}
          onAfterChange={(next) => void commit(next ?? value)}
          ariaLabelForHandle="Target rate"
          showInput={false}
        />
      </div>
      <Field label="Requests per second" htmlFor={id} noMargin>
        <Input
          id={id}
          type="number"
          aria-label="Target rate in requests per second"
          width={14}
          min={0}
          max={maxRequestsPerSecond}
          step="any"
          value={draft ?? String(requestsPerSecond)}
          suffix={`of ${maxRequestsPerSecond}`}
          disabled={disabled}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => draft !== null && void commit(drafted)}
        />
      </Field>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: theme.spacing(3),
    '&[aria-disabled="true"]': { opacity: 0.5 },
  }),
  slider: css({ flex: '1 1 220px', minWidth: 180 }),
  label: css({ fontSize: theme.typography.bodySmall.fontSize, fontWeight: theme.typography.fontWeightMedium }),
});
