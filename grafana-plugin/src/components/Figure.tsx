import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly note?: string | undefined;
}

/** One figure with its name: a term and its value in a description list. */
export function Figure({ label, value, note }: FigureProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.figure}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>
        {value}
        {note !== undefined && <span className={styles.note}> {note}</span>}
      </dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({ minWidth: 64 }),
  label: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    margin: 0,
  }),
  value: css({ fontSize: theme.typography.h4.fontSize, fontVariantNumeric: 'tabular-nums', margin: 0 }),
  note: css({ fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary }),
});
