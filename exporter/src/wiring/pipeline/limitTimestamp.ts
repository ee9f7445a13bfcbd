import type { ForecastDistribution } from '../../core/forecast.ts';

/** When the forecast's p95 first passes a limit, Unix seconds, not before now; null if not within the forecast. */
export function limitTimestamp(distribution: ForecastDistribution, limit: number, nowSeconds: number): number | null {
  const path = distribution.quantiles[distribution.probabilities.indexOf(0.95)];
  if (path === undefined) return null;
  for (let i = 0; i < path.length; i++) {
    const seconds = distribution.startSeconds + i * distribution.stepSeconds;
    if (seconds >= nowSeconds && (path[i] ?? 0) > limit) return seconds;
  }
  return null;
}
