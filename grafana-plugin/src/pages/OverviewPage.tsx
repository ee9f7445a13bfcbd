import { PluginPage } from '@grafana/runtime';
import React from 'react';
import { requests } from '../api/requests';
import { usePolled } from '../api/usePolled';
import { ServiceList } from '../features/services/ServiceList';
import { StatusBar } from '../features/status/StatusBar';
import { hrefOf } from './hrefOf';
import { routes } from './routes';

const STATUS_SECONDS = 5;

/** All services: now, what is coming, whether they behave, and the way to their tests. */
export function OverviewPage() {
  const status = usePolled(requests.status(), STATUS_SECONDS);
  // While nothing was ever heard of the exporter, saying so once is enough.
  const reached = status.data !== null || status.problem === null;
  return (
    <PluginPage subTitle="What each service carries now, what is coming, and whether it behaves.">
      <StatusBar status={status} />
      {reached && <ServiceList status={status.data} runHref={(test) => hrefOf(routes.startTest(test))} />}
    </PluginPage>
  );
}
