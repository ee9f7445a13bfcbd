/** What k6 shows of a trend unless told otherwise (grafana.com/docs/k6/latest/using-k6/k6-options/reference). */
const DEFAULT_STATS: readonly string[] = ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)'];

function range(from: number, to: number, step: number): number[] {
  const steps = Math.round((to - from) / step);
  return Array.from({ length: steps }, (_, i) => Number((from + i * step).toFixed(2)));
}

/**
 * Percentiles that each process tells of every trend, closer together where tests look: with them the distributions of
 * several processes can be added up. k6 has sorted all samples anyway, so they cost nothing worth measuring.
 */
const PERCENTILES = [...range(1, 90, 1), ...range(90, 98, 0.5), ...range(98, 99.9, 0.1), 99.9, 99.95, 99.99];

/** The statistics of trends that the user's own summary has. */
export function ownStats(option: unknown): readonly string[] {
  return Array.isArray(option) ? option.map(String) : DEFAULT_STATS;
}

/** All statistics of trends that k6 is asked for. */
export function allStats(option: unknown): readonly string[] {
  const percentiles = PERCENTILES.map((percentile) => `p(${percentile})`);
  return [...new Set([...ownStats(option), 'count', 'avg', 'min', 'max', ...percentiles])];
}
