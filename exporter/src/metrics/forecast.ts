import type { ServiceSnapshot } from '../core/snapshot.ts';
import { FORECAST_GRID, PROBABILITIES } from '../core/vocabularies.ts';
import type { Exposition, Labels } from './exposition.ts';
import { serviceLabels } from './serviceLabels.ts';

const FORECAST_PREFIX = 'loadstar_forecast_';
const FORECAST_PEAK = 'loadstar_forecast_peak_requests_per_second';
const LIMIT_TIMESTAMP = 'loadstar_limit_timestamp_seconds';

/** Forecasts of one service, the peaks of its demand, and when limits are reached. */
export function exposeForecast(exposition: Exposition, service: ServiceSnapshot): void {
  const labels = serviceLabels(service.name, service.labels);
  for (const { signal, atHorizon, peakWithin } of service.forecasts) {
    const name = `${FORECAST_PREFIX}${signal}`;
    const help = `Quantile of ${signal} at now + horizon, as forecast.`;
    for (const [horizon, onGrid] of atHorizon) quantiles(exposition, name, help, { ...labels, horizon }, onGrid);
    if (signal !== 'requests_per_second') continue;
    const peakHelp = 'Quantile of the highest requests per second within the horizon, as forecast.';
    for (const [horizon, onGrid] of peakWithin) {
      quantiles(exposition, FORECAST_PEAK, peakHelp, { ...labels, horizon }, onGrid);
    }
  }
  for (const { signal, timestampSeconds } of service.limits) {
    const help =
      'Unix time at which the forecast p95 first passes the limit of the signal; absent if not within 24 hours.';
    exposition.gauge(LIMIT_TIMESTAMP, help, { ...labels, signal }, timestampSeconds);
  }
}

function quantiles(exposition: Exposition, name: string, help: string, labels: Labels, onGrid: Float64Array): void {
  for (const probability of PROBABILITIES) {
    const value = onGrid[FORECAST_GRID.indexOf(probability)] ?? null;
    exposition.gauge(name, help, { ...labels, probability: String(probability) }, value);
  }
}
