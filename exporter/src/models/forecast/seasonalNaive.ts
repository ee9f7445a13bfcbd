import type { ForecastModel } from '../../core/forecast.ts';
import { fitCalibrated, restoreCalibrated } from './calibration/calibratedForecast.ts';
import { seasonalLearner } from './points/seasonalLearner.ts';

const NAME = 'seasonal_naive';
const MINIMUM_DAYS = 2;

/**
 * A seasonal forecast: what past days (or weekdays) say of a time of day, moved by the recent level; profiles and
 * corrections are chosen by rolling-origin backtest. Plain daily seasonal naive is one of the candidates.
 */
export const seasonalNaive: ForecastModel = {
  name: NAME,
  minimumDays: MINIMUM_DAYS,
  fit: (history, params) => fitCalibrated(NAME, seasonalLearner, MINIMUM_DAYS, history, params),
  restore: (serialized) => restoreCalibrated(NAME, seasonalLearner, serialized),
};
