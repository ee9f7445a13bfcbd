import type { Histogram } from '../core/histogram.ts';
import { emptyHistogram, mergeHistograms } from '../core/histogram.ts';
import type { ResultWindow } from '../core/loadDriver.ts';
import { histogramDelta } from './histogramDelta.ts';
import type { PushedSeries } from './remoteWrite/writeRequest.ts';
import { seriesKey } from './seriesKey.ts';
import { createMetricWatch } from './thresholds/watchMetrics.ts';

/** k6's error code for an address that `--blacklist-ip` denies (grafana.com/docs/k6/latest/javascript-api/error-codes). */
const REFUSED = '1110';

/** Turns what one k6 process pushes into spans of results. */
export interface K6Samples {
  /** What the process did since the last push. `nowSeconds` is the time of this one. */
  take(series: readonly PushedSeries[], nowSeconds: number): ResultWindow;
}

/**
 * Follows one k6 process through its remote-write output with native histograms. All values are cumulative since the
 * process started, and a series that did not change is not sent, so each push is held against the last state of each
 * series. Requests are counted by the latency histogram, which has one observation for each, so that rates, errors and
 * percentiles always speak of the same requests. Thinned iterations, the asking of the gate, setup and teardown do not
 * count: only samples tagged `loadstar: load` do.
 *
 * @param watched metrics that results shall tell of beside
 */
export function createK6Samples(watched: readonly string[] = []): K6Samples {
  const watch = createMetricWatch(watched);
  const histograms = new Map<string, Histogram>();
  const counters = new Map<string, number>();
  let vus = 0;

  const gainedCount = (series: PushedSeries): number => {
    if (series.value === null) return 0;
    const key = seriesKey(series);
    const before = counters.get(key) ?? 0;
    counters.set(key, series.value);
    return series.value >= before ? series.value - before : series.value;
  };
  const gainedLatency = (series: PushedSeries): Histogram | null => {
    if (series.histogram === null) return null;
    const key = seriesKey(series);
    const gained = histogramDelta(series.histogram, histograms.get(key));
    histograms.set(key, series.histogram);
    return gained;
  };

  return {
    take: (pushed, nowSeconds) => {
      const latencies: Histogram[] = [];
      const counts = { errors: 0, refused: 0, iterations: 0, droppedIterations: 0 };
      for (const series of pushed) {
        const { name, labels } = series;
        if (name === 'k6_vus' && series.value !== null) vus = series.value;
        else if (name === 'k6_dropped_iterations_total') counts.droppedIterations += gainedCount(series);
        else if (labels['loadstar'] !== 'load') continue;
        else if (name === 'k6_iterations_total') counts.iterations += gainedCount(series);
        else if (name === 'k6_http_req_duration_seconds') {
          const gained = gainedLatency(series);
          if (gained === null) continue;
          if (labels['error_code'] === REFUSED) {
            counts.refused += gained.count;
            continue;
          }
          if (labels['expected_response'] === 'false') counts.errors += gained.count;
          latencies.push(gained);
        }
      }
      const latency = latencies.length === 0 ? emptyHistogram() : mergeHistograms(latencies);
      const window = { timestampSeconds: nowSeconds, requests: latency.count, ...counts, vus, latency };
      return watched.length === 0 ? window : { ...window, watched: watch.take(pushed) };
    },
  };
}
