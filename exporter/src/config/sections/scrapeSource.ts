import { z } from 'zod';
import { duration } from '../values/duration.ts';
import { httpUrl } from '../values/httpUrl.ts';
import { labelName, metricName } from '../values/metricNames.ts';
import { numberWithin } from '../values/numbers.ts';
import { section } from '../values/section.ts';
import { signalMap } from '../values/signalMap.ts';
import { looseText, objectName } from '../values/texts.ts';

const PATTERN = 'a regular expression (anchored at both ends, as in Prometheus)';

const pattern = z
  .string({ error: PATTERN })
  .max(1000, { error: PATTERN })
  .refine(
    (text) => {
      try {
        new RegExp(`^(?:${text})$`, 'su');
        return true;
      } catch {
        return false;
      }
    },
    { error: PATTERN },
  );

const matchers = z.record(labelName, pattern, { error: `a mapping from label names to ${PATTERN.slice(2)}s` });

const recipe = { metric: metricName, match: matchers.default({}) };

/** How a signal is computed from the metrics of one target; `match` restricts the series, each value anchored. */
export const signalRecipeSchema = z.discriminatedUnion(
  'kind',
  [
    /** Increase a second of a counter, resets allowed for. */
    section({ kind: z.literal('rate'), ...recipe }),
    /** Rate of the part over the rate of all, 0–1. */
    section({ kind: z.literal('ratio'), ...recipe, part: matchers }),
    /** Quantile of a classic histogram's increase, as histogram_quantile. `metric` without `_bucket`. */
    section({ kind: z.literal('quantile'), ...recipe, quantile: numberWithin(0, 1) }),
    /** Rate of `_sum` over rate of `_count`. `metric` without these endings. */
    section({ kind: z.literal('mean'), ...recipe }),
    /** The value as it stands, combined over an instance's series, and over instances for the service. */
    section({
      kind: z.literal('gauge'),
      ...recipe,
      combine: z.enum(['mean', 'sum', 'max'], { error: 'one of mean, sum, max' }).default('mean'),
    }),
  ],
  { error: 'one of the kinds rate, ratio, quantile, mean, gauge' },
);

/** Targets that are scraped directly, without a Prometheus. */
export const scrapeSourceSchema = section({
  type: z.literal('scrape'),
  name: objectName.default('scrape'),
  /** Null: the cycle's own. */
  interval: duration('500ms', '10m').nullable().default(null),
  timeout: duration('100ms', '1m').prefault('3s'),
  targets: z
    .array(
      section({
        service: objectName,
        instance: objectName,
        url: httpUrl,
        labels: z.record(labelName, looseText, { error: 'a mapping from label names to texts' }).default({}),
      }),
      { error: 'a list of targets' },
    )
    .min(1, { error: 'at least one target' }),
  signals: signalMap(signalRecipeSchema).refine((signals) => Object.keys(signals).length > 0, {
    error: 'at least one signal',
  }),
}).transform(({ interval, timeout, ...rest }) => ({ ...rest, intervalSeconds: interval, timeoutSeconds: timeout }));

export type ScrapeSourceConfig = z.output<typeof scrapeSourceSchema>;
export type ScrapeTargetConfig = ScrapeSourceConfig['targets'][number];
export type SignalRecipe = z.output<typeof signalRecipeSchema>;
