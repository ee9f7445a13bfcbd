import type { PanelProps } from '@grafana/data';
import { ScrollContainer } from '@grafana/ui';
import type { Test } from '@loadstar/exporter/contract';
import React from 'react';
import { requests } from '../../api/requests';
import { usePolled } from '../../api/usePolled';
import { EmptyHint } from '../../components/feedback/EmptyHint';
import { ProblemAlert } from '../../components/feedback/ProblemAlert';
import { SkeletonRows } from '../../components/feedback/SkeletonRows';
import { RunBadge } from '../../features/runs/RunBadge';
import { RunCharts } from '../../features/runs/charts/RunCharts';
import { RunControls } from '../../features/runs/RunControls';
import { RunFigures } from '../../features/runs/RunFigures';
import { StartRunForm } from '../../features/runs/start/StartRunForm';
import { useRun } from '../../features/runs/useRun';
import { shownRun } from './shownRun';
import type { TestPanelOptions } from './testPanelOptions';

/** Start, steer and stop a chosen test, with its live figures. */
export function TestPanel({ options, width, height }: PanelProps<TestPanelOptions>) {
  const tests = usePolled(requests.tests(), 10);
  const test = tests.data?.tests.find(({ name }) => options.test === '' || name === options.test);
  return (
    <div style={{ width, height }}>
      <ScrollContainer>
        {test !== undefined ? (
          <TestRun key={test.name} test={test} />
        ) : tests.problem !== null ? (
          <ProblemAlert problem={tests.problem} />
        ) : tests.data === null ? (
          <SkeletonRows rows={1} heightPixels={120} label="Loading tests" />
        ) : (
          <EmptyHint title={options.test === '' ? 'No tests are configured' : `There is no test “${options.test}”`}>
            Choose another in this panel’s options, or name one under <code>tests:</code> in loadstar.yml.
          </EmptyHint>
        )}
      </ScrollContainer>
    </div>
  );
}

function TestRun({ test }: { test: Test }) {
  const runs = usePolled(requests.runs(), 2);
  const shown = shownRun(runs.data?.runs ?? [], test.name);
  const { data: run, accept } = useRun(shown?.id ?? null);
  const active = run !== null && run.state !== 'finished';
  return (
    <>
      {runs.problem !== null && <ProblemAlert problem={runs.problem} severity="warning" />}
      {active ? (
        <RunControls run={run} test={test} onRun={accept} />
      ) : (
        <StartRunForm test={test} onStarted={() => runs.refresh()} />
      )}
      {run !== null && (
        <>
          <p style={{ margin: '12px 0 4px' }}>
            <RunBadge run={run} /> {run.reason}
          </p>
          <RunFigures run={run} />
          {run.series.length > 0 && <RunCharts run={run} heightPixels={150} rateOnly />}
        </>
      )}
    </>
  );
}
