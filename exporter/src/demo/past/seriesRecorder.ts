import { latencyBuckets } from '../model/latencyBuckets.ts';
import { shopSignals } from '../shopSignals.ts';
import type { ShopSignal } from '../shopSignals.ts';
import { bucketQuantile } from './bucketQuantile.ts';
import type { StepCounts } from './stepCounts.ts';

/** One signal of a service (`instance` null) or of an instance, a value per step; null where nothing happened. */
export interface RecordedSeries {
  readonly service: string;
  readonly instance: string | null;
  readonly signal: ShopSignal;
  readonly values: (number | null)[];
}

/** Gauges at the end of a step: means over the step, but for memory, which is as it stands. */
export interface StepGauges {
  readonly cpuRatio: number;
  readonly saturationRatio: number;
  readonly memoryBytes: number;
}

const LATENCY_QUANTILE = 0.95;
const SIGNALS = Object.keys(shopSignals) as ShopSignal[];

/** Writes down one service or instance step by step, as the exporter reads it from the live shop's metrics. */
export class SeriesRecorder {
  readonly series: readonly RecordedSeries[];
  readonly #stepSeconds: number;

  constructor(service: string, instance: string | null, stepSeconds: number) {
    this.#stepSeconds = stepSeconds;
    this.series = SIGNALS.map((signal) => ({ service, instance, signal, values: [] }));
  }

  /** Adds one step to every series. */
  record(counts: StepCounts, gauges: StepGauges): void {
    const values: Record<ShopSignal, number | null> = {
      requests_per_second: counts.requests / this.#stepSeconds,
      latency_seconds: bucketQuantile(LATENCY_QUANTILE, latencyBuckets, counts.latency),
      error_ratio: counts.requests === 0 ? null : counts.errors / counts.requests,
      cpu_ratio: gauges.cpuRatio,
      memory_bytes: gauges.memoryBytes,
      network_bytes_per_second: counts.bodyBytes / this.#stepSeconds,
      saturation_ratio: gauges.saturationRatio,
      query_seconds: counts.queries === 0 ? null : counts.querySeconds / counts.queries,
    };
    for (const { signal, values: recorded } of this.series) recorded.push(values[signal]);
  }
}
