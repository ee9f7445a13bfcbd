import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Icon, useStyles2 } from '@grafana/ui';
import type { RunSummary } from '@loadstar/exporter/contract';
import React from 'react';
import { runDisplay } from './runDisplay';

const SEVERITIES: Readonly<Record<NonNullable<RunSummary['verdict']>, 'success' | 'error' | 'warning' | 'info'>> = {
  passed: 'success',
  failed: 'error',
  inconclusive: 'warning',
  aborted: 'info',
  error: 'error',
};

/** A finished run's verdict and its reason; and what is worth knowing about it. */
export function RunVerdict({ run }: { run: RunSummary }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {run.verdict !== null && (
        <Alert severity={SEVERITIES[run.verdict]} title={`Verdict: ${runDisplay(run).text.toLowerCase()}`}>
          {run.reason ?? 'No reason was given.'}
        </Alert>
      )}
      {run.notices.length > 0 && (
        <ul className={styles.notices} aria-label="Notices of this run">
          {run.notices.map((notice) => (
            <li key={notice}>
              <Icon name="info-circle" size="sm" /> {notice}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  notices: css({ listStyle: 'none', padding: 0, margin: theme.spacing(0, 0, 1.5), color: theme.colors.info.text }),
});
