import type { z } from 'zod';
import { duration } from '../values/duration.ts';
import { numberWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';

/** How forecasts are fitted. Durations and days on the services' clock. */
export const forecastSchema = section({
  refit: duration('5m', '7d').prefault('1h'),
  minimumDays: numberWithin(1, 28, 'days').default(2),
})
  .prefault({})
  .transform(({ refit, ...rest }) => ({ ...rest, refitSeconds: refit }));

export type ForecastConfig = z.output<typeof forecastSchema>;
