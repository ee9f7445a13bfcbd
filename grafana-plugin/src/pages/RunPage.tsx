import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { PluginPage, locationService } from '@grafana/runtime';
import { Alert, LinkButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { requests } from '../api/requests';
import { usePolled } from '../api/usePolled';
import { Card } from '../components/Card';
import { RunList } from '../features/runs/RunList';
import { RunView } from '../features/runs/RunView';
import { StartRun } from '../features/runs/start/StartRun';
import { StatusBar } from '../features/status/StatusBar';
import { hrefOf } from './hrefOf';
import { routes } from './routes';

const STATUS_SECONDS = 5;
const TESTS_SECONDS = 10;
const RUNS_SECONDS = 2;

/** Start a test, watch and steer it, read its verdict, look up past runs. */
export function RunPage() {
  const styles = useStyles2(getStyles);
  const { runId = null } = useParams();
  const [search] = useSearchParams();
  const status = usePolled(requests.status(), STATUS_SECONDS);
  const tests = usePolled(requests.tests(), TESTS_SECONDS);
  const runs = usePolled(requests.runs(), RUNS_SECONDS);
  const all = runs.data?.runs ?? [];
  const elsewhere = all.filter(({ id, state }) => state !== 'finished' && id !== runId);
  const openIsActive = all.some(({ id, state }) => id === runId && state !== 'finished');
  // While nothing was ever heard of the exporter, saying so once is enough.
  const reached = status.data !== null || status.problem === null;
  return (
    <PluginPage subTitle="Start a load test, steer it while it runs, read what it showed.">
      <StatusBar status={status} />
      {reached && (
        <div className={styles.stack}>
          {elsewhere.map((run) => (
            <Alert
              key={run.id}
              severity="info"
              title={`A run of ${run.test} is active`}
              bottomSpacing={0}
              action={
                <LinkButton size="sm" variant="secondary" href={hrefOf(routes.run(run.id))}>
                  Open it
                </LinkButton>
              }
            />
          ))}
          {runId !== null && <RunView key={runId} id={runId} tests={tests.data?.tests ?? []} />}
          {!openIsActive && (
            <Card title="Start a run">
              <StartRun
                key={search.get('test')}
                tests={tests}
                initialTest={search.get('test') ?? all.find(({ id }) => id === runId)?.test ?? null}
                onStarted={(run) => locationService.push(routes.run(run.id))}
              />
            </Card>
          )}
          <Card title="Runs">
            <RunList runs={runs} openId={runId} runHref={routes.run} />
          </Card>
        </div>
      )}
    </PluginPage>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  stack: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
});
