import type { Service } from '@loadstar/exporter/contract';
import { SIGNAL_DISPLAY } from '../../components/format/formatSignal';
import { ANOMALY_THRESHOLD } from './anomalyThreshold';

/** How an anomaly state is shown. */
export interface AnomalyDisplay {
  readonly color: 'green' | 'red' | 'blue' | 'orange';
  readonly icon: 'check' | 'exclamation-circle' | 'hourglass' | 'eye-slash';
  readonly text: string;
  readonly explanation: string;
  readonly anomalous: boolean;
}

/** The three signals with the largest share in the score, as "Latency 62 %, CPU 20 %". */
function contributors(anomaly: Service['anomaly']): string {
  return [...anomaly.contributions]
    .sort((a, b) => b.ratio - a.ratio)
    .slice(0, 3)
    .filter(({ ratio }) => ratio > 0)
    .map(({ signal, ratio }) => `${SIGNAL_DISPLAY[signal].name} ${Math.round(ratio * 100)} %`)
    .join(', ');
}

/** The detector's state and its ensemble's score in words, colour and icon. */
export function anomalyDisplay(anomaly: Service['anomaly']): AnomalyDisplay {
  if (anomaly.state === 'warming_up') {
    const explanation = anomaly.reason ?? 'The detector has too little history to judge yet.';
    return { color: 'blue', icon: 'hourglass', text: 'Warming up', explanation, anomalous: false };
  }
  const score = anomaly.scores.find(({ model }) => model === 'ensemble')?.score;
  if (anomaly.state === 'blind' || score === undefined) {
    const explanation = anomaly.reason ?? 'The detector has no fresh data; check the source of this service.';
    return { color: 'orange', icon: 'eye-slash', text: 'Blind', explanation, anomalous: false };
  }
  const shares = contributors(anomaly);
  const because = shares === '' ? '' : ` Shares in the score: ${shares}.`;
  const explanation = `Anomaly score ${score.toFixed(2)}; above ${ANOMALY_THRESHOLD} is anomalous.${because}`;
  return score > ANOMALY_THRESHOLD
    ? { color: 'red', icon: 'exclamation-circle', text: `Anomalous ${score.toFixed(2)}`, explanation, anomalous: true }
    : { color: 'green', icon: 'check', text: `Normal ${score.toFixed(2)}`, explanation, anomalous: false };
}
