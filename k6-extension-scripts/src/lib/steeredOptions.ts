import { LOAD_LATENCY, SHARED_METRICS, loadMetric } from './loadMetrics.ts';
import { allStats } from './summaryStats.ts';

/** Options of a k6 script, as far as they matter here. */
export type ScriptOptions = Readonly<Record<string, unknown>>;

/** Options of the user's that Loadstar sets itself: how much load, for how long, on which share, and under which cap. */
const REPLACED = new Set([
  'scenarios',
  'vus',
  'iterations',
  'duration',
  'stages',
  'paused',
  'rps',
  'blacklistIPs',
  'executionSegment',
  'executionSegmentSequence',
  // Would hold a VU for that long in every thinned iteration too.
  'minIterationDuration',
]);

/** Tags that results need, and those that thresholds of ordinary scripts name. The others only multiply series. */
const NEEDED_TAGS = ['error_code', 'expected_response', 'scenario', 'group', 'check', 'method', 'status'];

/** Names of tags in the filters of thresholds: `http_reqs{name:x,status:200}` has name and status. */
function filteredTags(thresholds: readonly string[]): string[] {
  return thresholds.flatMap((name) =>
    (/\{(.*)\}/.exec(name)?.[1] ?? '')
      .split(',')
      .map((part) => part.split(':')[0]?.trim() ?? '')
      .filter((tag) => tag !== ''),
  );
}

/** System tags that k6 knows and adds by default or on demand; others in filters are the user's own. */
const OPTIONAL_TAGS = ['proto', 'subproto', 'url', 'name', 'error', 'tls_version', 'service', 'rpc_type', 'vu', 'iter'];

function systemTags(own: unknown, thresholds: readonly string[]): string[] {
  const named = Array.isArray(own)
    ? own.filter((tag): tag is string => typeof tag === 'string')
    : filteredTags(thresholds).filter((tag) => OPTIONAL_TAGS.includes(tag));
  // `ip` makes k6 2.2 panic when a WebSocket cannot connect (ws.go, dial), and the gate may become unreachable.
  return [...new Set([...NEEDED_TAGS, ...named])].filter((tag) => tag !== 'ip');
}

/**
 * The user's options with Loadstar's scenarios. Thresholds, tags, TLS, hosts and the like stay; thresholds on metrics that
 * thinned iterations also count in are judged on iterations that worked.
 *
 * @param own `options` of the user's script; undefined where it has none
 * @param scenarios scenarios to run instead of the user's
 * @param runners processes that share the run; with more than one, none can judge thresholds, and k6 only keeps what they
 *   are judged by
 */
export function steeredOptions(own: ScriptOptions | undefined, scenarios: unknown, runners = 1): ScriptOptions {
  const kept = Object.fromEntries(Object.entries(own ?? {}).filter(([name]) => !REPLACED.has(name)));
  const thresholds = (kept['thresholds'] ?? {}) as Readonly<Record<string, unknown>>;
  return {
    ...kept,
    scenarios,
    systemTags: systemTags(kept['systemTags'], Object.keys(thresholds)),
    summaryTrendStats: allStats(kept['summaryTrendStats']),
    thresholds: {
      // An empty list makes k6 keep the sub-metric without judging it.
      ...Object.fromEntries([...SHARED_METRICS.map(loadMetric), LOAD_LATENCY].map((name) => [name, []])),
      ...Object.fromEntries(
        Object.entries(thresholds).map(([name, value]) => [loadMetric(name), runners === 1 ? value : []]),
      ),
    },
  };
}
