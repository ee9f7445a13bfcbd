import type { z } from 'zod';
import { duration } from '../values/duration.ts';
import { numberWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';

/** How forecasts are fitted. Durations and days on the services' clock. */
export const forecastSchema = section({
  refit: duration('5m', '7d').prefault('1h').describe('How often the models are fitted anew.'),
  minimumDays: numberWithin(1, 28, 'days').default(2).describe('Days of history before a service is forecast.'),
})
  .prefault({})
  .transform(({ refit, ...rest }) => ({ ...rest, refitSeconds: refit }))
  .describe('How forecasts are fitted; durations by the clock of the services.');

export type ForecastConfig = z.output<typeof forecastSchema>;
