import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

/** Figures side by side, as a description list. */
export function FigureList({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return <dl className={styles.list}>{children}</dl>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 3), margin: theme.spacing(0, 0, 1) }),
});
