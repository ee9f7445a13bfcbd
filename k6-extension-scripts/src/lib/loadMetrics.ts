/**
 * Metrics that thinned iterations and the asking of the gate also count in. What the user's thresholds and summary say of
 * them is read from the sub-metric of iterations that worked. HTTP metrics are not among them: the gate is not asked by HTTP.
 */
export const SHARED_METRICS: readonly string[] = [
  'iterations',
  'iteration_duration',
  'data_sent',
  'data_received',
  'ws_sessions',
  'ws_connecting',
  'ws_session_duration',
  'ws_msgs_sent',
  'ws_msgs_received',
  'ws_ping',
];

/** `iterations{scenario:a}` as the sub-metric of iterations that worked: `iterations{scenario:a,loadstar:load}`. */
export function loadMetric(name: string): string {
  const [, metric = '', filter] = /^([^{]+?)\s*(?:\{(.*)\})?\s*$/.exec(name) ?? [];
  if (!SHARED_METRICS.includes(metric)) return name;
  return filter === undefined || filter.trim() === ''
    ? `${metric}{loadstar:load}`
    : `${metric}{${filter},loadstar:load}`;
}

/** The inverse of {@link loadMetric}; any other name as it is. */
export function userMetric(name: string): string {
  return name.replace(/\{loadstar:load\}$/, '').replace(/,loadstar:load\}$/, '}');
}

/** Latency of all requests of the load, without those of setup and teardown. */
export const LOAD_LATENCY = 'http_req_duration{loadstar:load}';
