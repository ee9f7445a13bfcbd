import type { ServiceForecast } from '@loadstar/exporter/contract';
import type { ChartBand, ChartData } from '../../components/chart/chartData';

/** Colours of a forecast chart, from the theme. */
export interface ForecastColors {
  readonly measured: string;
  readonly median: string;
  readonly outer: string;
  readonly inner: string;
  readonly limit: string;
}

type Row = ReadonlyArray<number | null>;

/** Two grid probabilities count as the same when they differ by rounding only. */
const SAME = 1e-6;

/** Bands by their bounds' probabilities, widest first. */
const BANDS = [
  { lower: 0.05, upper: 0.95, label: '90 % band', color: 'outer' },
  { lower: 0.25, upper: 0.75, label: '50 % band', color: 'inner' },
] as const;

/**
 * Past, forecast bands and limit of a signal as one chart. Past and forecast lie on one ascending time axis; where both
 * have a time, both have a value there. A probability that the forecast lacks leaves its band out.
 */
export function forecastChart(forecast: ServiceForecast, colors: ForecastColors, now: number | null): ChartData {
  const { history, forecast: ahead } = forecast;
  const timestamps = [...new Set([...history.timestamps, ...ahead.timestamps])].sort((a, b) => a - b);
  const indexOf = new Map(timestamps.map((time, index) => [time, index]));
  const onAxis = (times: readonly number[], values: Row): Row => {
    const row = new Array<number | null>(timestamps.length).fill(null);
    times.forEach((time, i) => {
      const index = indexOf.get(time);
      if (index !== undefined) {
        row[index] = values[i] ?? null;
      }
    });
    return row;
  };
  const quantile = (probability: number): Row | null => {
    const found = ahead.quantiles.find((row) => Math.abs(row.probability - probability) < SAME);
    return found === undefined || found.values.length === 0 ? null : onAxis(ahead.timestamps, found.values);
  };
  const bands = BANDS.flatMap(({ lower, upper, label, color }): ChartBand[] => {
    const [low, high] = [quantile(lower), quantile(upper)];
    return low === null || high === null ? [] : [{ label, lower: low, upper: high, color: colors[color] }];
  });
  const median = quantile(0.5);
  return {
    timestamps,
    bands,
    lines: [
      { label: 'Measured', values: onAxis(history.timestamps, history.values), color: colors.measured },
      ...(median === null ? [] : [{ label: 'Forecast median', values: median, color: colors.median, dash: [6, 4] }]),
      ...(forecast.limit === null
        ? []
        : [{ label: 'Limit', values: timestamps.map(() => forecast.limit), color: colors.limit, widthPixels: 1 }]),
    ],
    now,
    syntheticBefore: forecast.syntheticBefore,
  };
}
