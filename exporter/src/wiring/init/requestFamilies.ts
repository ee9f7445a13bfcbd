/** A usual way in which HTTP requests are counted, by the instrumentation that does it. */
export interface RequestFamily {
  /** Counter of requests: the counter itself, or the `_count` of a histogram. */
  readonly counter: string;
  /** Histogram of durations without `_bucket`; null where the family has none. */
  readonly histogram: string | null;
  /** Seconds per unit of the histogram. */
  readonly histogramSeconds: number;
  /** Labels that may hold the status, the usual one first. */
  readonly statusLabels: readonly string[];
  /** Labels that name the service, the best one first. */
  readonly groupLabels: readonly string[];
  /** Matchers that always apply, as PromQL. */
  readonly matchers: string;
}

const PLAIN = { histogramSeconds: 1, groupLabels: ['job'], matchers: '' };
const STATUS = ['code', 'status', 'status_code', 'http_status', 'http_response_status_code'];

/**
 * Families in the order in which they are preferred for a service that has several: those that measure durations too
 * first. Sources: OpenTelemetry's semantic conventions for HTTP metrics; Micrometer; the client libraries' handlers;
 * Istio's standard metrics; ingress-nginx's metrics.
 */
export const REQUEST_FAMILIES: readonly RequestFamily[] = [
  {
    ...PLAIN,
    counter: 'http_server_request_duration_seconds_count',
    histogram: 'http_server_request_duration_seconds',
    statusLabels: ['http_response_status_code', ...STATUS],
  },
  {
    ...PLAIN,
    counter: 'http_server_requests_seconds_count',
    histogram: 'http_server_requests_seconds',
    statusLabels: ['status', ...STATUS],
  },
  { ...PLAIN, counter: 'http_requests_total', histogram: 'http_request_duration_seconds', statusLabels: STATUS },
  {
    ...PLAIN,
    counter: 'http_request_duration_seconds_count',
    histogram: 'http_request_duration_seconds',
    statusLabels: STATUS,
  },
  {
    counter: 'istio_requests_total',
    histogram: 'istio_request_duration_milliseconds',
    histogramSeconds: 0.001,
    statusLabels: ['response_code'],
    groupLabels: ['destination_service_name', 'destination_workload'],
    matchers: 'reporter="destination"',
  },
  {
    counter: 'nginx_ingress_controller_requests',
    histogram: 'nginx_ingress_controller_request_duration_seconds',
    histogramSeconds: 1,
    statusLabels: ['status'],
    groupLabels: ['exported_service', 'service', 'ingress'],
    matchers: '',
  },
];
