import type { Service } from '@loadstar/exporter/contract';
import { formatSignal } from '../../components/format/formatSignal';

/** The demand that is not exceeded within 24 h with 95 % probability, or null where the forecast does not reach. */
export function peakText(peak: Service['peak']): string | null {
  const row = peak.find(({ horizon, probability }) => horizon === '24h' && Math.abs(probability - 0.95) < 1e-6);
  return row === undefined ? null : formatSignal('requests_per_second', row.value);
}
