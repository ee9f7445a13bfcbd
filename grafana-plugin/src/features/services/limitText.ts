import type { Service } from '@loadstar/exporter/contract';
import { formatSeconds } from '../../components/format/formatSeconds';
import { SIGNAL_DISPLAY, formatSignal } from '../../components/format/formatSignal';

const SECONDS_PER_ORDINARY_DAY = 86_400;

/**
 * When the forecast's p95 first passes a limit, in words. On a compressed clock the distance is given in that clock's
 * hours and in real time.
 * @param nowSeconds Unix seconds
 * @param secondsPerDay real seconds of a day, or null on the ordinary clock
 */
export function limitText(
  { signal, limit, timestamp }: Service['limits'][number],
  nowSeconds: number,
  secondsPerDay: number | null,
): string {
  const what = `${SIGNAL_DISPLAY[signal].name} limit ${formatSignal(signal, limit)}`;
  if (timestamp === null) {
    return `${what}: not reached within 24 h`;
  }
  const seconds = Date.parse(timestamp) / 1000 - nowSeconds;
  if (seconds <= 0) {
    return `${what}: reached now`;
  }
  if (secondsPerDay === null) {
    return `${what}: reached in ${formatSeconds(seconds)}`;
  }
  const onItsClock = formatSeconds((seconds / secondsPerDay) * SECONDS_PER_ORDINARY_DAY);
  return `${what}: reached in ${onItsClock} on the demo’s clock (${formatSeconds(seconds)})`;
}
