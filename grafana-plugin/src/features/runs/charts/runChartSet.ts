import type { Run } from '@loadstar/exporter/contract';
import type { ChartData, ChartLine } from '../../../components/chart/chartData';

/** Colours of a run's charts, from the theme. */
export interface RunColors {
  readonly target: string;
  readonly actual: string;
  readonly errors: string;
  readonly refused: string;
  readonly dropped: string;
  readonly p50: string;
  readonly p95: string;
  readonly p99: string;
}

/** A run's three charts over one time axis. */
export interface RunChartSet {
  readonly rate: ChartData;
  readonly latency: ChartData;
  readonly errors: ChartData;
}

/** Shortest span shown of a live run, so that a run's first seconds do not fill the whole width. */
const MINIMUM_SPAN_SECONDS = 60;

/**
 * A run's per-second series as charts: target against actual rate, latency percentiles, and what went wrong. Lines of
 * things that never happened (refused requests, dropped iterations) are left out.
 */
export function runChartSet({ series, state }: Pick<Run, 'series' | 'state'>, colors: RunColors): RunChartSet {
  const timestamps = series.map(({ time }) => time);
  const first = timestamps[0];
  const last = timestamps.at(-1);
  const span =
    first === undefined || last === undefined || state === 'finished'
      ? {}
      : { span: [first, Math.max(last, first + MINIMUM_SPAN_SECONDS)] as const };
  const chart = (lines: ChartLine[], topAtLeast: number): ChartData => ({
    timestamps,
    bands: [],
    lines,
    topAtLeast,
    ...span,
  });
  const line = (label: string, color: string, value: (second: Run['series'][number]) => number | null): ChartLine => ({
    label,
    color,
    values: series.map(value),
  });
  const happened = (candidate: ChartLine): boolean => candidate.values.some((value) => value !== null && value > 0);
  return {
    rate: chart(
      [
        { ...line('Target rate', colors.target, (second) => second.targetRequestsPerSecond), dash: [6, 4] },
        line('Actual rate', colors.actual, (second) => second.actualRequestsPerSecond),
      ],
      1,
    ),
    latency: chart(
      [
        line('p50', colors.p50, (second) => second.p50Seconds),
        line('p95', colors.p95, (second) => second.p95Seconds),
        line('p99', colors.p99, (second) => second.p99Seconds),
      ],
      0,
    ),
    errors: chart(
      [
        line('Errors', colors.errors, (second) => second.errorsPerSecond),
        ...[
          line('Refused (address not allowed)', colors.refused, (second) => second.refusedPerSecond),
          line('Dropped iterations', colors.dropped, (second) => second.droppedIterationsPerSecond),
        ].filter(happened),
      ],
      1,
    ),
  };
}
