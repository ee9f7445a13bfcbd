import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, FilterInput, useStyles2 } from '@grafana/ui';
import type { Decisions } from '@loadstar/exporter/contract';
import React, { useMemo, useState } from 'react';
import type { Polled } from '../../api/usePolled';
import { EmptyHint } from '../../components/feedback/EmptyHint';
import { ProblemAlert } from '../../components/feedback/ProblemAlert';
import { SkeletonRows } from '../../components/feedback/SkeletonRows';
import { DecisionTable } from './DecisionTable';
import { shownDecisions } from './shownDecisions';

/** Rows that are shown at first, and more at each wish. */
const PAGE_ROWS = 100;

const NONE: Decisions['decisions'] = [];

/** What Loadstar and its users decided and why, newest first, narrowed down by what is typed. */
export function DecisionLog({ log }: { log: Polled<Decisions> }) {
  const styles = useStyles2(getStyles);
  const [filter, setFilter] = useState('');
  const [rows, setRows] = useState(PAGE_ROWS);
  const all = log.data?.decisions ?? NONE;
  const shown = useMemo(() => shownDecisions(all, filter), [all, filter]);
  if (log.data === null) {
    return log.problem === null ? (
      <SkeletonRows rows={6} heightPixels={32} label="Loading decisions" />
    ) : (
      <ProblemAlert problem={log.problem} />
    );
  }
  if (all.length === 0) {
    return (
      <EmptyHint title="No decisions yet">
        Whatever Loadstar or one of its users decides is written down here with its reason: a model chosen, a run
        started.
      </EmptyHint>
    );
  }
  return (
    <>
      {log.problem !== null && <ProblemAlert problem={log.problem} severity="warning" />}
      <div className={styles.bar}>
        <FilterInput
          aria-label="Filter decisions"
          placeholder="Words in any column"
          width={40}
          escapeRegex={false}
          value={filter}
          onChange={(text) => {
            setFilter(text);
            setRows(PAGE_ROWS);
          }}
        />
        <span role="status" className={styles.count}>
          {filter.trim() === '' ? `${all.length} decisions` : `${shown.length} of ${all.length} decisions`}
        </span>
      </div>
      {shown.length === 0 ? (
        <EmptyHint title={`No decision has “${filter.trim()}”`}>Every word must stand somewhere in a row.</EmptyHint>
      ) : (
        <DecisionTable decisions={shown.slice(0, rows)} />
      )}
      {shown.length > rows && (
        <Button className={styles.more} variant="secondary" onClick={() => setRows(rows + PAGE_ROWS)}>
          Show older decisions
        </Button>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(1.5),
  }),
  count: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  more: css({ marginTop: theme.spacing(1.5) }),
});
