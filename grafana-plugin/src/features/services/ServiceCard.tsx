import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, LinkButton, useStyles2 } from '@grafana/ui';
import type { Service, Status, Test } from '@loadstar/exporter/contract';
import React from 'react';
import { Card } from '../../components/Card';
import { Figure } from '../../components/Figure';
import { FigureList } from '../../components/FigureList';
import { SIGNAL_DISPLAY, formatSignal, type Signal } from '../../components/format/formatSignal';
import { AnomalyBadge } from '../anomalies/AnomalyBadge';
import { ForecastView } from './ForecastView';
import { limitText } from './limitText';
import { peakText } from './peakText';

interface ServiceCardProps {
  readonly service: Service;
  readonly tests: readonly Test[];
  readonly status: Status | null;
  /** Address of the page that runs a test. */
  readonly runHref: (test: string) => string;
}

/** One service: its figures now, what is coming, whether it behaves, when it reaches its limits, its tests. */
export function ServiceCard({ service, tests, status, runHref }: ServiceCardProps) {
  const styles = useStyles2(getStyles);
  const compressed = status !== null && status.clock.label !== null ? status.clock.secondsPerDay : null;
  const now = status?.now ?? service.dataTimestamp;
  const peak = peakText(service.peak);
  return (
    <Card
      title={service.name}
      badge={<AnomalyBadge anomaly={service.anomaly} />}
      actions={tests.map((test) => (
        <LinkButton key={test.name} size="sm" variant="secondary" icon="play" href={runHref(test.name)}>
          Test with {test.name}
        </LinkButton>
      ))}
    >
      <FigureList>
        {(Object.keys(SIGNAL_DISPLAY) as Signal[])
          .filter((signal) => service.current[signal] !== undefined)
          .map((signal) => (
            <Figure
              key={signal}
              label={SIGNAL_DISPLAY[signal].name}
              value={formatSignal(signal, service.current[signal] ?? 0)}
            />
          ))}
        {peak !== null && <Figure label="Peak in 24 h (95 %)" value={peak} />}
      </FigureList>
      {Object.keys(service.current).length === 0 && (
        <p className={styles.note}>No fresh figures. {service.anomaly.reason ?? 'Check the source of this service.'}</p>
      )}
      <ForecastView service={service.name} signal="requests_per_second" heightPixels={170} status={status} />
      <ul className={styles.limits} aria-label={`Limits of ${service.name}`}>
        {(now === null ? [] : service.limits).map((limit) => (
          <li key={limit.signal} className={limit.timestamp === null ? undefined : styles.reached}>
            <Icon name={limit.timestamp === null ? 'check-circle' : 'exclamation-triangle'} size="sm" />{' '}
            {limitText(limit, Date.parse(now ?? '') / 1000, compressed)}
          </li>
        ))}
      </ul>
      <InstanceLine service={service} />
    </Card>
  );
}

/** Instances with their scores, the most unusual first. */
function InstanceLine({ service }: { service: Service }) {
  const styles = useStyles2(getStyles);
  if (service.instances.length === 0) {
    return null;
  }
  const unusual = service.instances.filter(({ score }) => score !== null && score > 1);
  const count = service.instances.length + service.instancesOmitted;
  return (
    <p className={styles.note}>
      {count} {count === 1 ? 'instance' : 'instances'}
      {unusual.length === 0
        ? ''
        : `, unusual: ${unusual.map(({ instance, score }) => `${instance} (${(score ?? 0).toFixed(2)})`).join(', ')}`}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  limits: css({
    listStyle: 'none',
    margin: theme.spacing(1, 0, 0),
    padding: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  reached: css({ color: theme.colors.warning.text }),
  note: css({
    margin: theme.spacing(0.5, 0, 0),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
});
