import type { PrometheusSourceConfig } from '../../config/sections/prometheusSource.ts';
import type { ServiceConfig } from '../../config/sections/services.ts';
import type { SeriesPoints, Window } from '../../core/series.ts';
import type { SeriesSource } from '../../core/seriesSource.ts';
import type { Signal } from '../../core/signal.ts';
import { inParallel } from './inParallel.ts';
import { PrometheusClient } from './prometheusClient.ts';
import type { AnsweredSeries } from './prometheusAnswer.ts';
import { queryChunks } from './queryChunks.ts';
import { withRateInterval } from './rateInterval.ts';
import { seriesByInstance, singleSeries, toPoints } from './toPoints.ts';

/** Expressions that are evaluated at once. */
const MOST_QUERIES = 4;

/** One expression to evaluate: of a service, or of its instances told apart by a label. */
interface Query {
  readonly service: string;
  readonly signal: Signal;
  readonly expression: string;
  readonly instanceLabel: string | null;
}

function queriesOf(services: readonly ServiceConfig[]): Query[] {
  return services.flatMap(({ name: service, signals, instances }) => {
    const list = (expressions: Readonly<Partial<Record<Signal, string | undefined>>>, instanceLabel: string | null) =>
      Object.entries(expressions).flatMap(([signal, expression]) =>
        expression === undefined ? [] : [{ service, signal: signal as Signal, expression, instanceLabel }],
      );
    return [...list(signals, null), ...list(instances?.signals ?? {}, instances?.label ?? null)];
  });
}

/**
 * Reads services from a Prometheus by their PromQL expressions. A window of one step is an instant query at its end, a
 * longer one a range query in chunks on multiples of the step. One query that fails, fails the read.
 */
export class PrometheusSource implements SeriesSource {
  readonly name: string;
  readonly #config: PrometheusSourceConfig;
  readonly #queries: readonly Query[];
  readonly #client: PrometheusClient;

  /** @param services those that read from this source */
  constructor(config: PrometheusSourceConfig, services: readonly ServiceConfig[]) {
    this.name = config.name;
    this.#config = config;
    this.#queries = queriesOf(services);
    this.#client = new PrometheusClient(config);
  }

  async read(window: Window, signal: AbortSignal): Promise<readonly SeriesPoints[]> {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    try {
      return (await inParallel(this.#queries, MOST_QUERIES, (query) => this.#readQuery(query, window, either))).flat();
    } catch (error) {
      // The others' answers are of no use any more.
      failed.abort(error);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#client.close();
  }

  async #readQuery(query: Query, window: Window, signal: AbortSignal): Promise<SeriesPoints[]> {
    const { service, instanceLabel } = query;
    const chunks = await this.#evaluate(query.expression, window, signal);
    if (instanceLabel === null) {
      const id = { service, instance: null, signal: query.signal };
      return notEmpty([toPoints(id, singleSeries(chunks, query.expression))]);
    }
    const instances = seriesByInstance(chunks, instanceLabel, query.expression);
    return notEmpty(
      [...instances].map(([instance, series]) => {
        const id = { service, instance, signal: query.signal };
        return toPoints(id, series, otherLabels(series.at(-1)?.metric ?? {}, instanceLabel));
      }),
    );
  }

  async #evaluate(expression: string, window: Window, signal: AbortSignal): Promise<AnsweredSeries[][]> {
    const { maxPointsPerQuery, scrapeIntervalSeconds } = this.#config;
    const filled = withRateInterval(expression, window.stepSeconds, scrapeIntervalSeconds);
    const chunks = window.endSeconds > window.startSeconds ? queryChunks(window, maxPointsPerQuery) : [];
    if (chunks.length === 0) return [await this.#client.query(filled, window.endSeconds, signal)];
    const answers: AnsweredSeries[][] = [];
    for (const chunk of chunks) answers.push(await this.#client.queryRange(filled, chunk, signal));
    return answers;
  }
}

function notEmpty(points: readonly SeriesPoints[]): SeriesPoints[] {
  return points.filter(({ values }) => values.length > 0);
}

/** Labels that the expression kept beside the instance's own, such as a version. */
function otherLabels(metric: Readonly<Record<string, string>>, instanceLabel: string): Record<string, string> {
  return Object.fromEntries(Object.entries(metric).filter(([name]) => name !== instanceLabel && name !== '__name__'));
}
