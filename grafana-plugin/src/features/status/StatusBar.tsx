import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Badge, useStyles2 } from '@grafana/ui';
import type { Status } from '@loadstar/exporter/contract';
import React from 'react';
import type { Polled } from '../../api/usePolled';
import { ProblemAlert } from '../../components/feedback/ProblemAlert';
import { CompressedClock } from './CompressedClock';

/** What everyone who looks should know first: the clock, whether figures are live, what is synthetic or missing. */
export function StatusBar({ status }: { status: Polled<Status> }) {
  const styles = useStyles2(getStyles);
  const { data, problem } = status;
  return (
    <div className={styles.bar}>
      {problem !== null && <ProblemAlert problem={problem} severity={data === null ? 'error' : 'warning'} />}
      {data !== null && (
        <>
          <div className={styles.badges}>
            <CompressedClock status={data} />
            <Badge
              color={data.ready && problem === null ? 'green' : 'orange'}
              icon={data.ready && problem === null ? 'check' : 'exclamation-triangle'}
              text={problem !== null ? 'not connected' : data.ready ? 'live' : 'not ready yet'}
            />
            {data.notices
              .filter((notice) => notice.level === 'info')
              .map((notice) => (
                <span key={notice.text} className={styles.info}>
                  {notice.text}
                </span>
              ))}
          </div>
          {data.notices
            .filter((notice) => notice.level === 'warning')
            .map((notice) => (
              <Alert key={notice.text} severity="warning" title={notice.text} bottomSpacing={0} />
            ))}
        </>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), marginBottom: theme.spacing(2) }),
  badges: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  info: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
