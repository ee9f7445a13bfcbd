import type { ForecastModel } from '../../core/forecast.ts';
import { fitCalibrated, restoreCalibrated } from './calibration/calibratedForecast.ts';
import { linearLearner } from './points/linearLearner.ts';

const NAME = 'linear';
const MINIMUM_DAYS = 2;

/**
 * Ridge regression on the same hours of past days and weeks and on recent levels, one for each span of steps ahead.
 */
export const linear: ForecastModel = {
  name: NAME,
  minimumDays: MINIMUM_DAYS,
  fit: (history, params) => fitCalibrated(NAME, linearLearner, MINIMUM_DAYS, history, params),
  restore: (serialized) => restoreCalibrated(NAME, linearLearner, serialized),
};
