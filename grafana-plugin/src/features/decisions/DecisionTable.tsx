import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { LongText } from './LongText';
import { kindText, type Decision } from './shownDecisions';

/** Decisions as a table, in the order given. */
export function DecisionTable({ decisions }: { decisions: readonly Decision[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Table of decisions">
      <table className={styles.table}>
        <thead>
          <tr>
            {['Time', 'Kind', 'Subject', 'Choice', 'Reason', 'Actor'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {decisions.map(({ timestamp, kind, subject, choice, reason, actor }, index) => (
            // Several things may be decided at one time: the place in the log tells them apart.
            <tr key={`${timestamp} ${decisions.length - index}`}>
              <td className={styles.short}>
                <time dateTime={timestamp}>{dateTimeFormat(Date.parse(timestamp))}</time>
              </td>
              <td className={styles.short}>{kindText(kind)}</td>
              <td className={styles.short}>{subject}</td>
              <td className={styles.long}>{choice}</td>
              <td className={styles.long}>
                <LongText text={reason} />
              </td>
              <td className={styles.short}>{actor}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    fontVariantNumeric: 'tabular-nums',
    'th, td': { padding: theme.spacing(0.75, 1), textAlign: 'left', verticalAlign: 'top' },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  short: css({ whiteSpace: 'nowrap' }),
  long: css({ minWidth: 200, overflowWrap: 'anywhere' }),
});
