import type { SeriesId } from '../../../exporter/src/core/series.ts';
import { SIGNALS } from '../../../exporter/src/core/signal.ts';

/** Series of services and instances that a killed process writes. */
export const killedSeries: readonly SeriesId[] = ['cart', 'shop'].flatMap((service) =>
  [null, 'a', 'b'].flatMap((instance) => SIGNALS.map((signal) => ({ service, instance, signal }))),
);

/** When a cycle takes place, Unix seconds. */
export function killedTime(cycle: number): number {
  return 1_800_000_000 + cycle * 10;
}

/** Value of a series in a cycle; exact in single precision. */
export function killedValue(id: SeriesId, cycle: number): number {
  return killedSeries.findIndex((one) => one === id) * 100_000 + cycle;
}
