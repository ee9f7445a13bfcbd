import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import type { RunSummary } from '@loadstar/exporter/contract';
import React from 'react';
import type { Polled } from '../../api/usePolled';
import { EmptyHint } from '../../components/feedback/EmptyHint';
import { ProblemAlert } from '../../components/feedback/ProblemAlert';
import { SkeletonRows } from '../../components/feedback/SkeletonRows';
import { formatUnit } from '../../components/format/formatSignal';
import { RunBadge } from './RunBadge';

interface RunListProps {
  readonly runs: Polled<{ runs: RunSummary[] }>;
  /** The run that is shown beside the list. */
  readonly openId: string | null;
  readonly runHref: (id: string) => string;
}

/** All runs, newest first. */
export function RunList({ runs, openId, runHref }: RunListProps) {
  const styles = useStyles2(getStyles);
  if (runs.data === null) {
    return runs.problem === null ? (
      <SkeletonRows rows={3} heightPixels={32} label="Loading runs" />
    ) : (
      <ProblemAlert problem={runs.problem} />
    );
  }
  if (runs.data.runs.length === 0) {
    return <EmptyHint title="No runs yet">Choose a test above and start it; its result will stay here.</EmptyHint>;
  }
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Table of runs">
      <table className={styles.table}>
        <thead>
          <tr>
            {['Started', 'Test', 'Service', 'Result', 'Target', 'Requests', 'Errors', 'p95', 'Reason'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.data.runs.map((run) => (
            <tr key={run.id} aria-current={run.id === openId ? 'true' : undefined}>
              <td>
                <TextLink href={runHref(run.id)} inline={false}>
                  {dateTimeFormat(Date.parse(run.createdAt))}
                </TextLink>
              </td>
              <td>{run.test}</td>
              <td>{run.service}</td>
              <td>
                <RunBadge run={run} />
              </td>
              <td>{formatUnit('reqps', run.targetRequestsPerSecond)}</td>
              <td>{run.totals.requests.toLocaleString()}</td>
              <td>{run.totals.errors.toLocaleString()}</td>
              <td>{run.latency === null ? '–' : formatUnit('s', run.latency.p95Seconds)}</td>
              <td>{run.reason ?? ''}</td>
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
    'th, td': { padding: theme.spacing(0.75, 1), textAlign: 'left', verticalAlign: 'middle' },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
    'tbody tr[aria-current]': { background: theme.colors.action.selected },
    'td:last-child': { minWidth: 240 },
    'td:not(:last-child)': { whiteSpace: 'nowrap' },
  }),
});
