import type { Service } from '@loadstar/exporter/contract';
import type { Bar } from '../../components/BarList';
import { SIGNAL_DISPLAY } from '../../components/format/formatSignal';
import type { AnomalyColors } from './anomalyChart';
import { ANOMALY_THRESHOLD } from './anomalyThreshold';

/** Instances that are listed; the most unusual come first. */
const INSTANCES_SHOWN = 6;
/** Signals that are listed; the others are summed up. */
const SHARES_SHOWN = 5;

/** What each signal contributes to the current score, the largest share first; how much the rest have together. */
export function shareBars(
  contributions: Service['anomaly']['contributions'],
  colors: AnomalyColors,
): { readonly bars: Bar[]; readonly note: string | undefined } {
  const sorted = [...contributions].sort((a, b) => b.ratio - a.ratio);
  const rest = sorted.slice(SHARES_SHOWN);
  const restRatio = rest.reduce((sum, { ratio }) => sum + ratio, 0);
  return {
    bars: sorted.slice(0, SHARES_SHOWN).map(({ signal, ratio }) => ({
      label: SIGNAL_DISPLAY[signal].name,
      value: `${Math.round(ratio * 100)} %`,
      ratio,
      color: colors.share,
    })),
    note: rest.length === 0 ? undefined : `and ${rest.length} others with ${Math.round(restRatio * 100)} % together`,
  };
}

/** Instances with their scores on one scale, the most unusual first; those that cannot be judged come last. */
export function instanceBars(
  { instances, instancesOmitted }: Pick<Service, 'instances' | 'instancesOmitted'>,
  colors: AnomalyColors,
): { readonly bars: Bar[]; readonly markRatio: number; readonly note: string | undefined } {
  const sorted = [...instances].sort((a, b) => (b.score ?? -1) - (a.score ?? -1));
  const scale = Math.max(ANOMALY_THRESHOLD * 1.2, ...sorted.map(({ score }) => score ?? 0));
  const hidden = Math.max(0, sorted.length - INSTANCES_SHOWN) + instancesOmitted;
  return {
    bars: sorted.slice(0, INSTANCES_SHOWN).map(({ instance, score }) => ({
      label: instance,
      value: score === null ? 'not judged yet' : score.toFixed(2),
      ratio: (score ?? 0) / scale,
      color: score !== null && score > ANOMALY_THRESHOLD ? colors.anomalous : colors.normal,
    })),
    markRatio: ANOMALY_THRESHOLD / scale,
    note: hidden === 0 ? undefined : `and ${hidden} less unusual`,
  };
}
