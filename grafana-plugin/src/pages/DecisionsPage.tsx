import { PluginPage } from '@grafana/runtime';
import React from 'react';
import { requests } from '../api/requests';
import { usePolled } from '../api/usePolled';
import { Card } from '../components/Card';
import { DecisionLog } from '../features/decisions/DecisionLog';
import { StatusBar } from '../features/status/StatusBar';

const STATUS_SECONDS = 5;

/** What was decided, by whom and why. */
export function DecisionsPage() {
  const status = usePolled(requests.status(), STATUS_SECONDS);
  const log = usePolled(requests.decisions(), status.data?.cycle.intervalSeconds ?? STATUS_SECONDS);
  // While nothing was ever heard of the exporter, saying so once is enough.
  const reached = status.data !== null || status.problem === null;
  return (
    <PluginPage subTitle="What Loadstar and its users decided, and why.">
      <StatusBar status={status} />
      {reached && (
        <Card title="Decisions">
          <DecisionLog log={log} />
        </Card>
      )}
    </PluginPage>
  );
}
