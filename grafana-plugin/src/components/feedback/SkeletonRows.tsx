import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** Grey bars in the place of what is being fetched. */
export function SkeletonRows({ rows, heightPixels, label }: { rows: number; heightPixels: number; label: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" aria-label={label} className={styles.rows}>
      {Array.from({ length: rows }, (_none, index) => (
        <div key={index} className={styles.bar} style={{ height: heightPixels }} />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const pulse = keyframes({ '0%': { opacity: 1 }, '50%': { opacity: 0.45 }, '100%': { opacity: 1 } });
  return {
    rows: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), width: '100%' }),
    bar: css({
      background: theme.colors.background.secondary,
      borderRadius: theme.shape.radius.default,
      '@media (prefers-reduced-motion: no-preference)': { animation: `${pulse} 1.6s ease-in-out infinite` },
    }),
  };
};
