import type { z } from 'zod';
import type { LoadTest } from '../core/loadTest.ts';
import { anomalySchema } from './sections/anomaly.ts';
import { clockSchema } from './sections/clock.ts';
import type { DiscoverConfig } from './sections/discover.ts';
import { discoverSchema } from './sections/discover.ts';
import { driversSchema } from './sections/drivers.ts';
import { forecastSchema } from './sections/forecast.ts';
import { historySchema } from './sections/history.ts';
import type { HttpConfig } from './sections/http.ts';
import { httpSchema } from './sections/http.ts';
import { metricsSchema } from './sections/metrics.ts';
import type { ServiceConfig } from './sections/services.ts';
import { servicesSchema } from './sections/services.ts';
import type { SourceConfig } from './sections/sources.ts';
import { sourcesSchema } from './sections/sources.ts';
import { targetsSchema } from './sections/targets.ts';
import { testsSchema } from './sections/tests.ts';
import { duration } from './values/duration.ts';
import { section } from './values/section.ts';
import { path } from './values/texts.ts';

/** The whole of loadstar.yml. Every key but `sources` and `services` (or `discover`) has a default, which stands beside its schema. */
export const configSchema = section({
  interval: duration('1s', '10m').prefault('30s').describe('The cycle: one pass from reading to metrics.'),
  data: path('a folder for state').default('./data').describe('Folder for state: the store, the token, files of runs.'),
  clock: clockSchema,
  http: httpSchema,
  history: historySchema,
  sources: sourcesSchema,
  services: servicesSchema,
  discover: discoverSchema,
  forecast: forecastSchema,
  anomaly: anomalySchema,
  metrics: metricsSchema,
  targets: targetsSchema,
  drivers: driversSchema,
  tests: testsSchema,
});

type Parsed = z.output<typeof configSchema>;

/**
 * A configuration that was read and checked. Durations are seconds, paths absolute, defaults filled in. It holds paths
 * of secrets, never secrets; values of `headers` and of tests' `env` may be private, see {@link redactConfig}.
 */
export interface Config extends Omit<Parsed, 'interval' | 'http' | 'sources' | 'services' | 'discover' | 'tests'> {
  /** Absolute path of the file it was read from. */
  readonly file: string;
  readonly intervalSeconds: number;
  readonly http: HttpConfig & { readonly tokenFile: string };
  readonly sources: readonly SourceConfig[];
  /** `source` is filled in for services with signals; it is null for those that scrape and file sources name. */
  readonly services: readonly ServiceConfig[];
  /** `source` is filled in; `preset` is a name, or an absolute path. */
  readonly discover: readonly (DiscoverConfig & { readonly source: string })[];
  readonly tests: readonly LoadTest[];
}
