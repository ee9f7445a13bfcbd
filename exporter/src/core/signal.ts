/**
 * What a service or one of its instances is measured by. A closed vocabulary: metrics, configuration and API use these
 * names and no others. The unit is the last part of the name; ratios are fractions (0–1), never percent.
 */
export const SIGNALS = [
  'requests_per_second',
  'latency_seconds',
  'error_ratio',
  'cpu_ratio',
  'memory_bytes',
  'network_bytes_per_second',
  'disk_bytes_per_second',
  'saturation_ratio',
  'query_seconds',
] as const;

/** One of {@link SIGNALS}. */
export type Signal = (typeof SIGNALS)[number];

/** Whether a string names a signal. */
export function isSignal(name: string): name is Signal {
  return (SIGNALS as readonly string[]).includes(name);
}
