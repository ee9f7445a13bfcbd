import { formattedValueToString, getValueFormat } from '@grafana/data';
import type { Service } from '@loadstar/exporter/contract';

/** A signal of the contract. */
export type Signal = keyof Service['current'];

/** Name for people and Grafana unit of each signal. */
export const SIGNAL_DISPLAY: Readonly<Record<Signal, { readonly name: string; readonly unit: string }>> = {
  requests_per_second: { name: 'Requests', unit: 'reqps' },
  latency_seconds: { name: 'Latency', unit: 's' },
  error_ratio: { name: 'Errors', unit: 'percentunit' },
  cpu_ratio: { name: 'CPU', unit: 'percentunit' },
  memory_bytes: { name: 'Memory', unit: 'bytes' },
  network_bytes_per_second: { name: 'Network', unit: 'binBps' },
  disk_bytes_per_second: { name: 'Disk', unit: 'binBps' },
  saturation_ratio: { name: 'Saturation', unit: 'percentunit' },
  query_seconds: { name: 'Queries', unit: 's' },
};

/** Digits after the point that keep about three significant digits. */
function decimalsOf(value: number, unit: string): number | undefined {
  if (value === 0) {
    return 0;
  }
  if (unit === 'percentunit') {
    return Math.abs(value) < 0.1 ? 2 : 1;
  }
  if (unit === 'reqps') {
    return Math.abs(value) < 100 && !Number.isInteger(value) ? 1 : 0;
  }
  return undefined;
}

/** A value in a Grafana unit, with the unit: "45 ms", "12.5%". */
export function formatUnit(unit: string, value: number): string {
  return formattedValueToString(getValueFormat(unit)(value, decimalsOf(value, unit)));
}

/** A signal's value with its unit. */
export function formatSignal(signal: Signal, value: number): string {
  return formatUnit(SIGNAL_DISPLAY[signal].unit, value);
}
