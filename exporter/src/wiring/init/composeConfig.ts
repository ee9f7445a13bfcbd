import type { Signal } from '../../core/signal.ts';

/** A service whose expressions were tried, as it is written into the configuration. */
export interface TriedService {
  readonly name: string;
  readonly foundBy: string;
  readonly signals: readonly (readonly [Signal, string])[];
  readonly instanceSignals: readonly (readonly [Signal, string])[];
  /** Signals whose expressions gave nothing. */
  readonly without: readonly Signal[];
}

/** What a starting configuration is made of. */
export interface ConfigParts {
  readonly url: string;
  /** Null where it could not be seen. */
  readonly scrapeIntervalSeconds: number | null;
  readonly services: readonly TriedService[];
  /** Names of jobs that were left out, and why. */
  readonly leftOut: readonly string[];
}

/** A text in YAML's single quotes, where PromQL's own quotes and backslashes stand as they are. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function serviceLines(service: TriedService): string[] {
  const list = (signals: readonly (readonly [Signal, string])[], indent: string): string[] =>
    signals.map(([signal, expression]) => `${indent}${signal}: ${quoted(expression)}`);
  return [
    `  # Found by ${service.foundBy.replaceAll(/\s+/g, ' ')}.`,
    ...service.without.map((signal) => `  # No data for ${signal} now.`),
    `  - name: ${quoted(service.name)}`,
    '    signals:',
    ...list(service.signals, '      '),
    ...(service.instanceSignals.length === 0
      ? []
      : ['    instances:', '      label: instance', '      signals:', ...list(service.instanceSignals, '        ')]),
    '    # The highest bearable value of a signal: Loadstar tells when the forecast gets there.',
    '    # limits: {latency_seconds: 0.5, error_ratio: 0.01}',
  ];
}

/** The text of a starting configuration, with comments on what to change. */
export function composeConfig(parts: ConfigParts): string {
  const interval = parts.scrapeIntervalSeconds;
  return [
    '# Loadstar: a starting configuration. `loadstar check --config FILE` tells what it would watch.',
    '',
    'interval: 30s # how often the services are read',
    'data: ./data # token and files of runs',
    '',
    'sources:',
    '  - type: prometheus',
    `    url: ${quoted(parts.url)}`,
    ...(interval === null
      ? ['    # scrapeInterval: 15s # how often this Prometheus scrapes: $__rate_interval spans four of these']
      : [`    scrapeInterval: ${interval}s # as seen on its samples; $__rate_interval spans at least four of these`]),
    '    backfill: 28d # how much of the past is read at the start',
    '    # basicAuth: {username: loadstar, passwordFile: ./password}',
    '    # bearerTokenFile: ./prometheus-token',
    '',
    ...parts.leftOut.map((line) => `# Left out: ${line.replaceAll(/\s+/g, ' ')}`),
    'services:',
    ...parts.services.flatMap(serviceLines),
    '',
    '# What load may be sent to, and how much; nothing until it is listed here.',
    'targets:',
    '  allow: [] # host names, addresses or networks, e.g. ["shop.staging.example", "10.1.0.0/16"]',
    '  maxRequestsPerSecond: 100',
    '',
    '# tests:',
    '#   - name: browse',
    `#     service: ${quoted(parts.services[0]?.name ?? 'shop')}`,
    '#     script: ./scripts/browse.js # your own k6 script, run unedited; it finds the target in __ENV.TARGET',
    '#     target: https://shop.staging.example',
    '#     requestsPerSecond: 20',
    '#     maxRequestsPerSecond: 100',
    '#     duration: 5m',
    '#     objectives: {latencySeconds: {p95: 0.5}, errorRatio: 0.01}',
    '',
  ].join('\n');
}
