import type { ServiceForecast, Status } from '@loadstar/exporter/contract';
import { Text } from '@grafana/ui';
import React, { useCallback, useMemo } from 'react';
import { requests } from '../../api/requests';
import { usePolled } from '../../api/usePolled';
import { Chart } from '../../components/chart/Chart';
import { EmptyHint } from '../../components/feedback/EmptyHint';
import { ProblemAlert } from '../../components/feedback/ProblemAlert';
import { SkeletonRows } from '../../components/feedback/SkeletonRows';
import { SIGNAL_DISPLAY, formatSignal, type Signal } from '../../components/format/formatSignal';
import { forecastChart } from './forecastChart';
import { useForecastColors } from './useForecastColors';

interface ForecastViewProps {
  readonly service: string;
  readonly signal: Signal;
  readonly heightPixels: number;
  readonly status: Status | null;
}

/** One sentence of the chart for those who cannot see it. */
function describe(forecast: ServiceForecast): string {
  const name = SIGNAL_DISPLAY[forecast.signal].name;
  const last = forecast.history.values.findLast((value) => value !== null) ?? null;
  const now = last === null ? 'no measurement yet' : `${formatSignal(forecast.signal, last)} now`;
  const upper = forecast.forecast.quantiles.find((row) => Math.abs(row.probability - 0.95) < 1e-6)?.values ?? [];
  const peak =
    upper.length === 0 ? 'no forecast yet' : `at most ${formatSignal(forecast.signal, Math.max(...upper))} (95 %)`;
  return `${name} of ${forecast.service}: ${now}, forecast of the next day: ${peak}`;
}

/** Past and forecast band of one signal of one service, kept up to date. */
export function ForecastView({ service, signal, heightPixels, status }: ForecastViewProps) {
  const forecast = usePolled(requests.forecast(service, signal), status?.cycle.intervalSeconds ?? 30);
  const colors = useForecastColors();
  const formatValue = useCallback((value: number) => formatSignal(signal, value), [signal]);
  const { data, problem } = forecast;
  // The axis counts from the newest measurement, so that it stands still between two answers.
  const now = data?.history.timestamps.at(-1) ?? data?.forecast.timestamps[0] ?? null;
  const chart = useMemo(() => (data === null ? null : forecastChart(data, colors, now)), [data, colors, now]);
  if (data === null || chart === null) {
    return problem === null ? (
      <SkeletonRows rows={1} heightPixels={heightPixels} label={`Loading the forecast of ${service}`} />
    ) : (
      <ProblemAlert problem={problem} />
    );
  }
  if (chart.timestamps.length === 0) {
    return (
      <EmptyHint title={`Nothing known of ${SIGNAL_DISPLAY[signal].name.toLowerCase()} of ${service} yet`}>
        {data.reason ?? 'Check that the configuration has a query for this signal.'}
      </EmptyHint>
    );
  }
  const compressed = status !== null && status.clock.label !== null;
  return (
    <>
      <Chart
        data={chart}
        heightPixels={heightPixels}
        description={describe(data)}
        formatValue={formatValue}
        secondsPerDay={compressed ? status.clock.secondsPerDay : null}
      />
      {data.reason !== null && <Text variant="bodySmall">{data.reason}</Text>}
    </>
  );
}
