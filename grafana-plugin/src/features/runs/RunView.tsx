import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { Test } from '@loadstar/exporter/contract';
import React from 'react';
import { Card } from '../../components/Card';
import { ProblemAlert } from '../../components/feedback/ProblemAlert';
import { SkeletonRows } from '../../components/feedback/SkeletonRows';
import { RunBadge } from './RunBadge';
import { RunCharts } from './charts/RunCharts';
import { RunControls } from './RunControls';
import { RunFigures } from './RunFigures';
import { RunVerdict } from './RunVerdict';
import { runDisplay } from './runDisplay';
import { useRun } from './useRun';

interface RunViewProps {
  readonly id: string;
  readonly tests: readonly Test[];
}

/** One run: its state, controls while it runs, figures, charts, verdict. */
export function RunView({ id, tests }: RunViewProps) {
  const styles = useStyles2(getStyles);
  const { data: run, problem, accept } = useRun(id);
  if (run === null) {
    return problem === null ? (
      <SkeletonRows rows={2} heightPixels={180} label="Loading the run" />
    ) : (
      <ProblemAlert problem={problem} />
    );
  }
  const test = tests.find(({ name }) => name === run.test) ?? null;
  return (
    <Card
      title={`Run of ${run.test}`}
      badge={<RunBadge run={run} />}
      actions={
        <span className={styles.meta}>
          on {run.service} with {run.driver}, by {run.actor}
        </span>
      }
    >
      <div role="status" className={styles.hidden}>
        {`Run of ${run.test}: ${runDisplay(run).text}`}
      </div>
      {problem !== null && <ProblemAlert problem={problem} severity="warning" />}
      <RunVerdict run={run} />
      <RunFigures run={run} />
      {run.state !== 'finished' && <RunControls run={run} test={test} onRun={accept} />}
      {run.series.length === 0 ? (
        <p className={styles.meta}>
          {run.state === 'finished' ? 'No request was made in this run.' : 'Waiting for the first second of results…'}
        </p>
      ) : (
        <div className={styles.charts}>
          <RunCharts run={run} heightPixels={220} />
        </div>
      )}
    </Card>
  );
}

const getStyles = () => ({
  meta: css({ opacity: 0.75 }),
  charts: css({ marginTop: 16 }),
  hidden: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});
