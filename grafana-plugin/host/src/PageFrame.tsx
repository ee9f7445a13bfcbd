import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import React, { useEffect } from 'react';
import { useLocation } from 'react-router';
import { pageTitle } from './navigation';

/** A page's title, subtitle and content, as Grafana frames plugin pages. */
export function PageFrame({ children, subTitle, actions }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  const title = pageTitle(useLocation().pathname);
  useEffect(() => {
    document.title = `${title} – Loadstar`;
  }, [title]);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div>
          <h1 className={styles.title}>{title}</h1>
          {subTitle !== undefined && <p className={styles.subTitle}>{subTitle}</p>}
        </div>
        <div>{actions}</div>
      </header>
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ padding: theme.spacing(3), maxWidth: 1600, margin: '0 auto' }),
  header: css({ display: 'flex', justifyContent: 'space-between', marginBottom: theme.spacing(2) }),
  title: css({ margin: 0 }),
  subTitle: css({ color: theme.colors.text.secondary, margin: 0 }),
});
