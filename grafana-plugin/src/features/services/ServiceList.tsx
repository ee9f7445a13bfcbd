import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Status } from '@loadstar/exporter/contract';
import React from 'react';
import { requests } from '../../api/requests';
import { usePolled } from '../../api/usePolled';
import { EmptyHint } from '../../components/feedback/EmptyHint';
import { ProblemAlert } from '../../components/feedback/ProblemAlert';
import { SkeletonRows } from '../../components/feedback/SkeletonRows';
import { ServiceCard } from './ServiceCard';

interface ServiceListProps {
  readonly status: Status | null;
  readonly runHref: (test: string) => string;
}

/** All services as cards, kept up to date each cycle. */
export function ServiceList({ status, runHref }: ServiceListProps) {
  const styles = useStyles2(getStyles);
  const intervalSeconds = status?.cycle.intervalSeconds ?? 5;
  const services = usePolled(requests.services(), intervalSeconds);
  const tests = usePolled(requests.tests(), 30);
  if (services.data === null) {
    return services.problem === null ? (
      <SkeletonRows rows={3} heightPixels={260} label="Loading services" />
    ) : (
      <ProblemAlert problem={services.problem} />
    );
  }
  if (services.data.services.length === 0) {
    return (
      <EmptyHint title="No services yet">
        The exporter has not finished its first cycle, or its configuration names no services. Run{' '}
        <code>loadstar check --config loadstar.yml</code> to see what it would watch.
      </EmptyHint>
    );
  }
  return (
    <>
      {services.problem !== null && <ProblemAlert problem={services.problem} severity="warning" />}
      <div className={styles.grid}>
        {services.data.services.map((service) => (
          <ServiceCard
            key={service.name}
            service={service}
            tests={(tests.data?.tests ?? []).filter((test) => test.service === service.name)}
            status={status}
            runHref={runHref}
          />
        ))}
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 520px), 1fr))',
    gap: theme.spacing(2),
  }),
});
