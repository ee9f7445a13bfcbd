import type { ServiceAnomalies } from '@loadstar/exporter/contract';
import type { ChartData } from '../../components/chart/chartData';
import { ANOMALY_THRESHOLD } from './anomalyThreshold';

/** Colours of what shows anomalies, from the theme. */
export interface AnomalyColors {
  readonly score: string;
  readonly threshold: string;
  readonly share: string;
  readonly normal: string;
  readonly anomalous: string;
}

/** The threshold's line keeps a little air above it while all is quiet. */
const TOP_AT_LEAST = 1.2 * ANOMALY_THRESHOLD;

/** The past day's scores with the line above which they are anomalous. Without a score there is no chart: null. */
export function anomalyChart({ timestamps, scores }: ServiceAnomalies, colors: AnomalyColors): ChartData | null {
  if (!scores.some((score) => score !== null)) {
    return null;
  }
  return {
    timestamps,
    bands: [],
    lines: [
      { label: 'Score', values: timestamps.map((_time, i) => scores[i] ?? null), color: colors.score },
      {
        label: 'Threshold',
        values: timestamps.map(() => ANOMALY_THRESHOLD),
        color: colors.threshold,
        dash: [6, 4],
        widthPixels: 1,
      },
    ],
    now: timestamps.at(-1) ?? null,
    topAtLeast: TOP_AT_LEAST,
  };
}
