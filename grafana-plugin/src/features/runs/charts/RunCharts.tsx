import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Run } from '@loadstar/exporter/contract';
import React, { useMemo } from 'react';
import { Chart } from '../../../components/chart/Chart';
import { formatUnit } from '../../../components/format/formatSignal';
import { runChartSet } from './runChartSet';
import { useRunColors } from './useRunColors';

interface RunChartsProps {
  readonly run: Run;
  readonly heightPixels: number;
  /** Only the rates, for small places. */
  readonly rateOnly?: boolean;
}

const rate = (value: number): string => formatUnit('reqps', value);
const perSecond = (value: number): string => `${Number(value.toFixed(2))} /s`;
const seconds = (value: number): string => formatUnit('s', value);

/** Live charts of a run: rates, latency percentiles, errors. */
export function RunCharts({ run, heightPixels, rateOnly = false }: RunChartsProps) {
  const styles = useStyles2(getStyles);
  const colors = useRunColors();
  const { series, state } = run;
  const charts = useMemo(() => runChartSet({ series, state }, colors), [series, state, colors]);
  const last = series.at(-1);
  const now =
    last === undefined
      ? 'no request yet'
      : `target ${rate(last.targetRequestsPerSecond)}, actual ${rate(last.actualRequestsPerSecond)}`;
  const rateChart = (
    <Chart data={charts.rate} heightPixels={heightPixels} formatValue={rate} description={`Request rate: ${now}`} />
  );
  if (rateOnly) {
    return rateChart;
  }
  const p95 = run.latency === null ? 'none yet' : seconds(run.latency.p95Seconds);
  return (
    <div className={styles.grid}>
      <div className={styles.wide}>
        <h3 className={styles.title}>Requests per second</h3>
        {rateChart}
      </div>
      <div>
        <h3 className={styles.title}>Latency</h3>
        <Chart
          data={charts.latency}
          heightPixels={heightPixels * 0.75}
          formatValue={seconds}
          description={`Latency percentiles: p95 over the whole run ${p95}`}
        />
      </div>
      <div>
        <h3 className={styles.title}>Errors per second</h3>
        <Chart
          data={charts.errors}
          heightPixels={heightPixels * 0.75}
          formatValue={perSecond}
          description={`Errors: ${run.totals.errors} of ${run.totals.requests} requests so far`}
        />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, max(360px, 40%)), 1fr))',
    gap: theme.spacing(2),
  }),
  wide: css({ gridColumn: '1 / -1', minWidth: 0 }),
  title: css({ fontSize: theme.typography.h6.fontSize, color: theme.colors.text.secondary, margin: 0 }),
});
