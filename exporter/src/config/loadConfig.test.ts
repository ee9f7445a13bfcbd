import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../core/problem.ts';
import { formatProblem } from './formatProblem.ts';
import { loadConfig } from './loadConfig.ts';
import { redactConfig } from './redactConfig.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadstar-config-'));
  mkdirSync(join(folder, 'scripts'));
  writeFileSync(join(folder, 'scripts/browse.js'), 'export default function () {}');
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(yaml: string) {
  const file = join(folder, 'loadstar.yml');
  writeFileSync(file, yaml);
  return loadConfig(file);
}

function problemOf(yaml: string): Problem {
  try {
    load(yaml);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('expected a Problem');
}

const errorsOf = (yaml: string): Record<string, string> =>
  Object.fromEntries(problemOf(yaml).fields.map(({ path, allowed }) => [path, allowed]));

const FULL = `
interval: 5s
clock: {secondsPerDay: 600}
data: ./state
http: {listen: "[::1]:0", allowedOrigins: ["https://grafana.example"]}
history: {retention: 14d, fineRetention: 6h, step: 10m, maxSeries: 500}
sources:
  - type: prometheus
    url: https://prometheus.example/base
    basicAuth: {username: u, passwordFile: secrets/password}
    headers: {X-Scope-OrgID: team}
    tls: {caFile: ca.pem}
    timeout: 1.5s
  - type: scrape
    targets: [{service: storefront, instance: storefront-1, url: "http://127.0.0.2:9101/metrics", labels: {version: 1.4}}]
    signals:
      requests_per_second: {kind: rate, metric: http_requests_total, match: {origin: traffic}}
      error_ratio: {kind: ratio, metric: http_requests_total, part: {status: "5.."}}
      latency_seconds: {kind: quantile, metric: http_request_duration_seconds, quantile: 0.95}
      query_seconds: {kind: mean, metric: db_query_duration_seconds}
      cpu_ratio: {kind: gauge, metric: shop_cpu_ratio}
  - {type: file, path: past.jsonl}
services:
  - name: checkout
    labels: {team: shop, namespace: shop}
    signals: {requests_per_second: 'sum(rate(http_requests_total[$__rate_interval]))'}
    instances: {signals: {cpu_ratio: 'rate(process_cpu_seconds_total[$__rate_interval])'}}
    limits: {latency_seconds: 0.5}
  - name: storefront
targets: {allow: ["127.0.0.2", "10.1.0.0/16", "shop.example:8080", "[fd00::/8]:80"], maxRequestsPerSecond: 200}
drivers: {k6: {path: bin/k6}}
tests:
  - name: browse
    service: storefront
    script: ./scripts/browse.js
    target: http://127.0.0.2:9100
    requestsPerSecond: 20
    maxRequestsPerSecond: 200
    duration: 1m30s
    env: {FOO: bar}
    objectives: {latencySeconds: {p95: 0.5}, errorRatio: 0.01}
`;

const SMALL = `
sources: [{type: prometheus, url: "http://127.0.0.1:9090"}]
services: [{name: shop, signals: {requests_per_second: "sum(rate(x[$__rate_interval]))"}}]
`;

describe('loadConfig', () => {
  it('reads a full file: durations in seconds, absolute paths, sources of services', () => {
    const config = load(FULL);
    expect(config.intervalSeconds).toBe(5);
    expect(config.history).toEqual({
      retentionSeconds: 14 * 86_400,
      fineRetentionSeconds: 6 * 3600,
      stepSeconds: 600,
      maxSeries: 500,
    });
    expect(config.http.listen).toEqual({ host: '::1', port: 0 });
    expect(config.http.tokenFile).toBe(join(folder, 'state/token'));
    expect(config.sources[0]).toMatchObject({
      name: 'prometheus',
      basicAuth: { passwordFile: join(folder, 'secrets/password') },
      tls: { caFile: join(folder, 'ca.pem'), insecureSkipVerify: false },
      timeoutSeconds: 1.5,
    });
    expect(config.sources[1]).toMatchObject({ targets: [{ labels: { version: '1.4' } }] });
    expect(config.services.map(({ source }) => source)).toEqual(['prometheus', null]);
    expect(config.drivers.k6.path).toBe(join(folder, 'bin/k6'));
    expect(config.targets.allow[3]).toEqual({ text: '[fd00::/8]:80', host: 'fd00::', prefixLength: 8, port: 80 });
    expect(config.tests).toEqual([
      {
        name: 'browse',
        service: 'storefront',
        driver: 'k6',
        script: join(folder, 'scripts/browse.js'),
        target: 'http://127.0.0.2:9100',
        requestsPerSecond: 20,
        maxRequestsPerSecond: 200,
        durationSeconds: 90,
        requestsPerIteration: null,
        runners: 1,
        vus: { preAllocated: 50, max: 200 },
        env: { FOO: 'bar' },
        objectives: { latencySeconds: { p95: 0.5 }, errorRatio: 0.01 },
      },
    ]);
  });

  it('fills in defaults', () => {
    const config = load(SMALL);
    expect(config).toMatchObject({
      intervalSeconds: 30,
      data: join(folder, 'data'),
      http: { listen: { host: '127.0.0.1', port: 9851 }, tokenFile: join(folder, 'data/token'), console: true },
      history: { retentionSeconds: 28 * 86_400, fineRetentionSeconds: 86_400, stepSeconds: 300, maxSeries: 20_000 },
      targets: { allow: [], maxRequestsPerSecond: 100, unconfined: false },
      tests: [],
    });
  });

  it('tells all errors at once, of the shape and across sections', () => {
    const errors = errorsOf(`
intervall: 30s
interval: 5
clock: {secondsPerDay: 10}
http: {listen: "0.0.0.0:9851"}
history: {retention: 1d, fineRetention: 2d}
sources:
  - {type: prometheus, url: "http://127.0.0.1:9090", timeOut: 3s}
  - {type: grafana}
services:
  - {name: shop, labels: {job: x}, limits: {latency: 1}}
  - {name: shop}
  - {name: "a/b"}
targets: {allow: ["10.0.0.0/33"], maxRequestsPerSecond: 100}
tests:
  - name: t
    service: shpo
    script: missing.js
    target: http://10.9.9.9/
    requestsPerSecond: 500
    maxRequestsPerSecond: 400
    env: {K6_VUS: 1}
    vus: {preAllocated: 9, max: 3}
  - name: u
    service: shop
    script: missing.js
    target: http://10.9.9.9/
    requestsPerSecond: 500
    maxRequestsPerSecond: 400
`);
    expect(Object.keys(errors).sort()).toEqual(
      [
        'intervall',
        'clock.secondsPerDay',
        'http.listen',
        'history.fineRetention',
        'sources[0].timeOut',
        'sources[1].type',
        'services[0].labels.job',
        'services[0].limits.latency',
        'services[1].name',
        'services[2].name',
        'targets.allow[0]',
        'tests[0].env.K6_VUS',
        'tests[1].script',
        'tests[1].requestsPerSecond',
      ].sort(),
    );
    expect(errors['intervall']).toContain('did you mean "interval"?');
    expect(errors['sources[0].timeOut']).toContain('did you mean "timeout"?');
    expect(errors['services[0].limits.latency']).toContain('latency_seconds');
  });

  it.each([
    [
      'a service without expressions on a prometheus source',
      SMALL.replace(/, signals.*}}/, '}'),
      'services[0].signals',
    ],
    ['another placeholder', SMALL.replace('rate_interval', 'interval'), 'services[0].signals.requests_per_second'],
    ['an unknown source', SMALL.replace('name: shop', 'name: shop, source: prom'), 'services[0].source'],
    ['credentials in a URL', SMALL.replace('127.0.0.1', 'me:hunter2@127.0.0.1'), 'sources[0].url'],
    [
      'two ways to authenticate',
      SMALL.replace('9090"', '9090", bearerTokenFile: a, basicAuth: {username: a, passwordFile: b}'),
      'sources[0].bearerTokenFile',
    ],
    ['no sources', SMALL.replace(/sources.*\n/, ''), 'sources'],
    ['an empty list', SMALL.replace(/services.*\n/, 'services: []\n'), 'services'],
    [
      'a target of an unknown service',
      FULL.replace('service: storefront, inst', 'service: front, inst'),
      'sources[1].targets[0].service',
    ],
    [
      'a service that nothing names',
      FULL.replace('  - {type: file, path: past.jsonl}\n', '').replaceAll('storefront, inst', 'checkout, inst'),
      'services[1]',
    ],
    [
      'a broken regular expression',
      FULL.replace('origin: traffic', 'origin: "("'),
      'sources[1].signals.requests_per_second.match.origin',
    ],
    [
      'a target that is not allowed',
      FULL.replace('target: http://127.0.0.2', 'target: http://127.0.0.3'),
      'tests[0].target',
    ],
    [
      'a rate above the limit',
      FULL.replace('maxRequestsPerSecond: 200\n', 'maxRequestsPerSecond: 201\n'),
      'tests[0].maxRequestsPerSecond',
    ],
    ['a script that is not there', FULL.replace('browse.js', 'browze.js'), 'tests[0].script'],
    ['a service that is not there', FULL.replace('service: storefront\n', 'service: storefrnt\n'), 'tests[0].service'],
  ])('refuses %s', (_, yaml, path) => {
    expect(Object.keys(errorsOf(yaml))).toEqual([path]);
  });

  it('keeps secrets out of messages', () => {
    const problem = problemOf(
      SMALL.replace(
        '127.0.0.1:9090"',
        'me:hunter2@x:9090", basicAuth: hunter2, token: hunter2, headers: {Authorization: hunter2, A: [hunter2]}',
      ),
    );
    expect(problem.fields.length).toBeGreaterThanOrEqual(4);
    expect(formatProblem(problem)).not.toContain('hunter2');
  });

  it('names the line of YAML errors, and repeats none of it', () => {
    expect(problemOf('a: 1\nb: {c: "hunter2"').fields[0]?.path).toMatch(/^line 2, column \d+$/);
    const duplicate = problemOf('interval: 5s\ndata: hunter2\ninterval: 6s\n');
    expect(duplicate.fields[0]).toEqual({ path: 'line 3, column 1', allowed: 'each key may stand once in a mapping' });
    expect(formatProblem(duplicate)).not.toContain('hunter2');
  });

  it('refuses files that are empty, missing or hold something else', () => {
    expect(problemOf('').fields[0]?.value).toBe('nothing');
    expect(problemOf('[1]').fields[0]?.value).toBe('a list of 1');
    expect(() => loadConfig(join(folder, 'none.yml'))).toThrow(/loadstar init/);
  });

  it('hides values of headers and environments when shown', () => {
    const shown = JSON.stringify(redactConfig(load(FULL)));
    expect(shown).not.toContain('"bar"');
    expect(shown).not.toContain('"team"}');
  });
});
