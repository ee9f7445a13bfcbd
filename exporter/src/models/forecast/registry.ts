import type { ForecastModel } from '../../core/forecast.ts';
import type { ForecastModelName } from '../../core/vocabularies.ts';
import { ensemble } from './ensemble.ts';
import { linear } from './linear.ts';
import { seasonalNaive } from './seasonalNaive.ts';

/** Every forecast model by name; a new one is a line here and a line in the contract suite. */
export const FORECAST_MODEL_REGISTRY: Readonly<Partial<Record<ForecastModelName, ForecastModel>>> = {
  ensemble,
  seasonal_naive: seasonalNaive,
  linear,
};
