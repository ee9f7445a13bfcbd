import type { Signal } from '../core/signal.ts';

/**
 * Least deviation of each signal that can matter to anyone, in its own unit. Below it a perfectly steady past would
 * make every flicker look anomalous.
 */
export const SIGNAL_FLOORS: Readonly<Record<Signal, number>> = {
  requests_per_second: 0.1,
  latency_seconds: 0.001,
  error_ratio: 0.002,
  cpu_ratio: 0.01,
  memory_bytes: 1_048_576,
  network_bytes_per_second: 1024,
  disk_bytes_per_second: 1024,
  saturation_ratio: 0.01,
  query_seconds: 0.001,
};
