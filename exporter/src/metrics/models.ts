import type { ServiceSnapshot } from '../core/snapshot.ts';
import type { Exposition } from './exposition.ts';
import { serviceLabels } from './serviceLabels.ts';

const FIT_DURATION = 'loadstar_model_fit_duration_seconds';
const LAST_FIT_TIMESTAMP = 'loadstar_model_last_fit_timestamp_seconds';
const FITS_TOTAL = 'loadstar_model_fits_total';
const FIT_FAILURES_TOTAL = 'loadstar_model_fit_failures_total';
const BACKTEST_RELATIVE_ERROR = 'loadstar_model_backtest_relative_error';
const INTERVAL_COVERAGE_RATIO = 'loadstar_model_interval_coverage_ratio';

/** The models of one service. `kind` tells forecast and anomaly models of one name (`ensemble`) apart. */
export function exposeModels(exposition: Exposition, service: ServiceSnapshot): void {
  for (const fitted of service.models) {
    const labels = { ...serviceLabels(service.name, service.labels), kind: fitted.kind, model: fitted.model };
    exposition.gauge(FIT_DURATION, 'How long the last fit took.', labels, fitted.lastFitDurationSeconds);
    exposition.gauge(LAST_FIT_TIMESTAMP, 'Unix time of the last fit.', labels, fitted.lastFitTimestampSeconds);
    exposition.counter(FITS_TOTAL, 'Fits that succeeded since the start.', labels, fitted.fitsTotal);
    exposition.counter(FIT_FAILURES_TOTAL, 'Fits that failed since the start.', labels, fitted.fitFailuresTotal);
    const relativeHelp = 'Mean absolute error on rolling origins relative to daily seasonal naive; below 1 is better.';
    exposition.gauge(BACKTEST_RELATIVE_ERROR, relativeHelp, labels, fitted.backtestRelativeError);
    const coverageHelp = 'Share of actual values within the 0.05 to 0.95 interval, out of sample; 0.9 is perfect.';
    exposition.gauge(INTERVAL_COVERAGE_RATIO, coverageHelp, labels, fitted.intervalCoverageRatio);
  }
}
