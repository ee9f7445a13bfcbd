import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useId, type ReactNode } from 'react';

interface CardProps {
  readonly title: string;
  /** Beside the title, at the right. */
  readonly actions?: ReactNode;
  /** Beside the title, at the left. */
  readonly badge?: ReactNode;
  readonly children: ReactNode;
}

/** A titled section on a raised background. */
export function Card({ title, actions, badge, children }: CardProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {badge}
        <div className={styles.actions}>{actions}</div>
      </header>
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(2),
    minWidth: 0,
  }),
  header: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1.5),
  }),
  title: css({ fontSize: theme.typography.h4.fontSize, margin: 0 }),
  actions: css({ marginLeft: 'auto', display: 'flex', gap: theme.spacing(1) }),
});
