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

const recipe = {
  metric: metricName.describe('Name of the metric; of histograms without `_bucket`, `_sum` or `_count`.'),
  match: matchers
    .default({})
    .describe('Only series whose labels match these regular expressions, anchored at both ends.'),
};

/** How a signal is computed from the metrics of one target; `match` restricts the series, each value anchored. */
export const signalRecipeSchema = z.discriminatedUnion(
  'kind',
  [
    section({ kind: z.literal('rate'), ...recipe }).describe('Increase a second of a counter, resets allowed for.'),
    section({ kind: z.literal('ratio'), ...recipe, part: matchers.describe('Labels of the part.') }).describe(
      'Rate of the part over the rate of all, 0–1.',
    ),
    section({
      kind: z.literal('quantile'),
      ...recipe,
      quantile: numberWithin(0, 1).describe('Which quantile.'),
    }).describe("Quantile of a classic histogram's increase, as histogram_quantile."),
    section({ kind: z.literal('mean'), ...recipe }).describe('Rate of `_sum` over rate of `_count`.'),
    section({
      kind: z.literal('gauge'),
      ...recipe,
      combine: z
        .enum(['mean', 'sum', 'max'], { error: 'one of mean, sum, max' })
        .default('mean')
        .describe("How an instance's series are combined, and instances for the service."),
    }).describe('The value as it stands.'),
  ],
  { error: 'one of the kinds rate, ratio, quantile, mean, gauge' },
);

/** Targets that are scraped directly, without a Prometheus. */
export const scrapeSourceSchema = section({
  type: z.literal('scrape').describe('This kind of source.'),
  name: objectName.default('scrape').describe('Name of the source.'),
  /** Null: the cycle's own. */
  interval: duration('500ms', '10m')
    .nullable()
    .default(null)
    .describe("How often the targets are read; the cycle's own interval unless given."),
  timeout: duration('100ms', '1m').prefault('3s').describe('Longest wait for one answer.'),
  targets: z
    .array(
      section({
        service: objectName.describe('Service that the target belongs to.'),
        instance: objectName.describe('Name of the instance.'),
        url: httpUrl.describe('Where its metrics are.'),
        labels: z
          .record(labelName, looseText, { error: 'a mapping from label names to texts' })
          .default({})
          .describe('Labels of the instance, such as `version`.'),
      }),
      { error: 'a list of targets' },
    )
    .min(1, { error: 'at least one target' })
    .describe('What is scraped.'),
  signals: signalMap(signalRecipeSchema)
    .refine((signals) => Object.keys(signals).length > 0, {
      error: 'at least one signal',
    })
    .describe('How each signal is computed from the metrics of one target.'),
})
  .transform(({ interval, timeout, ...rest }) => ({ ...rest, intervalSeconds: interval, timeoutSeconds: timeout }))
  .describe('Targets that are scraped directly, without a Prometheus.');

export type ScrapeSourceConfig = z.output<typeof scrapeSourceSchema>;
export type ScrapeTargetConfig = ScrapeSourceConfig['targets'][number];
export type SignalRecipe = z.output<typeof signalRecipeSchema>;
