import type { Signal } from '../core/signal.ts';

/** How a signal is read off an instance's metrics. */
export type SignalMapping =
  | { readonly kind: 'rate'; readonly metric: string }
  | { readonly kind: 'quantile'; readonly metric: string; readonly quantile: number }
  | { readonly kind: 'ratio'; readonly metric: string; readonly part: Readonly<Record<string, string>> }
  | { readonly kind: 'mean'; readonly metric: string }
  | { readonly kind: 'gauge'; readonly metric: string };

/** Signals that the shop's instances are measured by. */
export type ShopSignal = Exclude<Signal, 'disk_bytes_per_second'>;

/** Which metric of the demo shop gives which signal: the scraper's configuration, and the recipe of the past's series. */
export const shopSignals: Readonly<Record<ShopSignal, SignalMapping>> = {
  requests_per_second: { kind: 'rate', metric: 'http_requests_total' },
  latency_seconds: { kind: 'quantile', metric: 'http_request_duration_seconds', quantile: 0.95 },
  error_ratio: { kind: 'ratio', metric: 'http_requests_total', part: { status: '5..' } },
  cpu_ratio: { kind: 'gauge', metric: 'shop_cpu_ratio' },
  memory_bytes: { kind: 'gauge', metric: 'shop_memory_bytes' },
  network_bytes_per_second: { kind: 'rate', metric: 'shop_network_bytes_total' },
  saturation_ratio: { kind: 'gauge', metric: 'shop_saturation_ratio' },
  query_seconds: { kind: 'mean', metric: 'db_query_duration_seconds' },
};
