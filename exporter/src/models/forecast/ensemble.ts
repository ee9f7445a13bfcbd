import type { ForecastModel } from '../../core/forecast.ts';
import { fitCalibrated, restoreCalibrated } from './calibration/calibratedForecast.ts';
import { ensembleLearner } from './points/ensembleLearner.ts';

const NAME = 'ensemble';
const MINIMUM_DAYS = 2;

/**
 * A mix of `seasonal_naive` and `linear`, weighted by rolling-origin backtest; a member that loses to daily seasonal
 * naive gets no weight.
 */
export const ensemble: ForecastModel = {
  name: NAME,
  minimumDays: MINIMUM_DAYS,
  fit: (history, params) => fitCalibrated(NAME, ensembleLearner, MINIMUM_DAYS, history, params),
  restore: (serialized) => restoreCalibrated(NAME, ensembleLearner, serialized),
};
