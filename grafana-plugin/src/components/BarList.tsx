import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

/** One bar: its name, its value in words, its length and its colour. */
export interface Bar {
  readonly label: string;
  readonly value: string;
  /** Length as a fraction of the list's width, 0–1. */
  readonly ratio: number;
  readonly color: string;
}

interface BarListProps {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** Where an upright line stands, as a fraction of the width; none when absent. */
  readonly markRatio?: number | undefined;
  /** Below the bars: what is not shown. */
  readonly note?: string | undefined;
}

const percent = (ratio: number): string => `${Math.min(1, Math.max(0, ratio)) * 100}%`;

/** Named values as bars under one another. The bars repeat what the values say, so that they are hidden from readers. */
export function BarList({ title, bars, markRatio, note }: BarListProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <section className={styles.section}>
      <h3 id={id} className={styles.title}>
        {title}
      </h3>
      <ul aria-labelledby={id} className={styles.list}>
        {bars.map(({ label, value, ratio, color }) => (
          <li key={label}>
            <span className={styles.row}>
              <span className={styles.label} title={label}>
                {label}
              </span>{' '}
              <span className={styles.value}>{value}</span>
            </span>
            <span aria-hidden className={styles.track}>
              <span className={styles.bar} style={{ width: percent(ratio), background: color }} />
              {markRatio !== undefined && <span className={styles.mark} style={{ left: percent(markRatio) }} />}
            </span>
          </li>
        ))}
      </ul>
      {note !== undefined && <div className={styles.note}>{note}</div>}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ minWidth: 0 }),
  title: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    margin: theme.spacing(0, 0, 0.5),
  }),
  list: css({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: theme.spacing(0.75) }),
  row: css({ display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1) }),
  label: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  value: css({ fontVariantNumeric: 'tabular-nums' }),
  track: css({
    display: 'block',
    position: 'relative',
    height: 6,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  bar: css({ display: 'block', height: '100%', borderRadius: theme.shape.radius.default }),
  mark: css({ position: 'absolute', top: -2, bottom: -2, width: 1, background: theme.colors.text.secondary }),
  note: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    marginTop: theme.spacing(0.5),
  }),
});
