import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, ToolbarButton, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { BASE_PATH } from './basePath';
import { PAGES, pageTitle } from './navigation';
import type { ThemeName } from './theme';

interface FrameProps {
  readonly theme: ThemeName;
  readonly onTheme: (theme: ThemeName) => void;
  readonly children: ReactNode;
}

/** The console's frame: where one is, the way to the other pages, the look. */
export function Frame({ theme, onTheme, children }: FrameProps) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <>
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <header className={styles.bar}>
        <span className={styles.brand}>
          <img src={`${BASE_PATH}/logo.svg`} alt="" width={24} height={24} /> Loadstar
        </span>
        <nav aria-label="Pages" className={styles.nav}>
          {PAGES.map(({ path, text, icon }) => (
            <a
              key={path}
              href={`${BASE_PATH}${path}`}
              className={styles.link}
              aria-current={pageTitle(pathname) === text ? 'page' : undefined}
            >
              <Icon name={icon} /> {text}
            </a>
          ))}
        </nav>
        <span className={styles.end}>
          <ToolbarButton icon="palette" aria-label={`Use the ${other} theme`} onClick={() => onTheme(other)}>
            Use the {other} theme
          </ToolbarButton>
        </span>
      </header>
      <main id="content" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'sticky',
    top: 0,
    zIndex: theme.zIndex.navbarFixed,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 3),
    padding: theme.spacing(0, 2),
    minHeight: 48,
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  brand: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), fontWeight: 500 }),
  nav: css({ display: 'flex', minHeight: 46, gap: theme.spacing(1) }),
  link: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0, 1.5),
    color: theme.colors.text.secondary,
    borderBottom: '2px solid transparent',
    '&:hover': { color: theme.colors.text.primary },
    '&[aria-current="page"]': { color: theme.colors.text.primary, borderBottomColor: theme.colors.warning.main },
  }),
  end: css({ marginLeft: 'auto' }),
  main: css({ outline: 'none' }),
  skip: css({
    position: 'absolute',
    left: -9999,
    '&:focus': {
      left: 8,
      top: 8,
      zIndex: theme.zIndex.portal,
      background: theme.colors.background.primary,
      padding: 8,
    },
  }),
});
