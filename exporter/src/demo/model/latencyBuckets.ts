/**
 * Upper bounds of the shop's latency histograms, in seconds: each about a quarter above the last, so that a quantile
 * read from them is good to some ten percent. Live metrics and the past use the same.
 */
export const latencyBuckets: readonly number[] = [
  0.002, 0.0025, 0.003, 0.004, 0.005, 0.0065, 0.008, 0.01, 0.0125, 0.016, 0.02, 0.025, 0.0315, 0.04, 0.05, 0.063, 0.08,
  0.1, 0.125, 0.16, 0.2, 0.25, 0.315, 0.4, 0.5, 0.63, 0.8, 1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 8,
];
