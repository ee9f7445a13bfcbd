import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Service, ServiceAnomalies, Status } from '@loadstar/exporter/contract';
import React, { useMemo } from 'react';
import { requests } from '../../api/requests';
import { usePolled } from '../../api/usePolled';
import { BarList } from '../../components/BarList';
import { Chart } from '../../components/chart/Chart';
import { EmptyHint } from '../../components/feedback/EmptyHint';
import { ProblemAlert } from '../../components/feedback/ProblemAlert';
import { SkeletonRows } from '../../components/feedback/SkeletonRows';
import { AnomalyBadge } from './AnomalyBadge';
import { instanceBars, shareBars } from './anomalyBars';
import { anomalyChart } from './anomalyChart';
import { anomalyDisplay } from './anomalyDisplay';
import { useAnomalyColors } from './useAnomalyColors';

interface AnomalyViewProps {
  readonly service: string;
  readonly heightPixels: number;
  readonly status: Status | null;
}

const formatScore = (value: number): string => value.toFixed(2);

/** One sentence of the chart for those who cannot see it. */
function describe({ service, scores }: ServiceAnomalies): string {
  const known = scores.filter((score) => score !== null);
  return `Anomaly score of ${service} over the past day: ${formatScore(known.at(-1) ?? 0)} at last, at most ${formatScore(Math.max(...known))}; above 1 is anomalous`;
}

/** Whether a service behaves: its score over the past day, what makes it up, and which instances stand out. */
export function AnomalyView({ service, heightPixels, status }: AnomalyViewProps) {
  const styles = useStyles2(getStyles);
  const colors = useAnomalyColors();
  const intervalSeconds = status?.cycle.intervalSeconds ?? 30;
  const past = usePolled(requests.anomalies(service), intervalSeconds);
  const current = usePolled(requests.service(service), intervalSeconds);
  const problem = past.problem ?? current.problem;
  const chart = useMemo(() => (past.data === null ? null : anomalyChart(past.data, colors)), [past.data, colors]);
  if (past.data === null || current.data === null) {
    return problem === null ? (
      <SkeletonRows rows={1} heightPixels={heightPixels} label={`Loading the anomaly scores of ${service}`} />
    ) : (
      <ProblemAlert problem={problem} />
    );
  }
  const compressed = status !== null && status.clock.label !== null;
  return (
    <div className={styles.view}>
      {problem !== null && <ProblemAlert problem={problem} severity="warning" />}
      <div className={styles.head}>
        <strong>{service}</strong> <AnomalyBadge anomaly={current.data.anomaly} />
      </div>
      {chart === null ? (
        <EmptyHint title={`No scores of ${service} yet`}>{anomalyDisplay(current.data.anomaly).explanation}</EmptyHint>
      ) : (
        <Chart
          data={chart}
          heightPixels={heightPixels}
          description={describe(past.data)}
          formatValue={formatScore}
          secondsPerDay={compressed ? status.clock.secondsPerDay : null}
        />
      )}
      <AnomalyReasons service={current.data} />
    </div>
  );
}

/** What makes up the current score, and which instances stand out. */
function AnomalyReasons({ service }: { service: Service }) {
  const styles = useStyles2(getStyles);
  const colors = useAnomalyColors();
  const shares = shareBars(service.anomaly.contributions, colors);
  const instances = instanceBars(service, colors);
  return (
    <div className={styles.reasons}>
      {shares.bars.length > 0 && <BarList title="Shares in the score now" {...shares} />}
      {instances.bars.length > 0 && <BarList title="Scores of instances" {...instances} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // In a column that scrolls it keeps its height.
  view: css({ flexShrink: 0 }),
  head: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), margin: theme.spacing(1, 0) }),
  reasons: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))',
    gap: theme.spacing(2, 3),
    marginTop: theme.spacing(1.5),
  }),
});
