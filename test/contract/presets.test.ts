import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPreset, presetNames } from '../../exporter/src/config/presets/loadPreset.ts';
import type { ServiceConfig } from '../../exporter/src/config/sections/services.ts';
import { prometheusSourceSchema } from '../../exporter/src/config/sections/prometheusSource.ts';
import { discoverEntrySchema } from '../../exporter/src/config/sections/discover.ts';
import { findServices } from '../../exporter/src/sources/prometheus/findServices.ts';
import { PrometheusClient } from '../../exporter/src/sources/prometheus/prometheusClient.ts';
import { PrometheusSource } from '../../exporter/src/sources/prometheus/prometheusSource.ts';
import { runCheck } from '../../exporter/src/wiring/checkCommand.ts';
import { describeWith } from '../parts/part.ts';
import { freePort } from '../parts/freePort.ts';
import { serveExpositions } from '../parts/serveExpositions.ts';
import { startExporter } from '../parts/startExporter.ts';
import { startPrometheus } from '../parts/startPrometheus.ts';
import type { RunningPrometheus } from '../parts/startPrometheus.ts';
import { waitFor } from '../parts/waitFor.ts';

/** What each preset finds in the recorded text, and the signals that it gives of the first service. */
const EXPECTED: Record<string, { services: string[]; signals: string[]; instances: string[] }> = {
  http_server: {
    services: ['micrometer', 'shop-web'],
    signals: ['error_ratio', 'latency_seconds', 'requests_per_second'],
    instances: ['one', 'two'],
  },
  otel_http: {
    services: ['shop-cart'],
    signals: ['error_ratio', 'latency_seconds', 'requests_per_second'],
    instances: ['cart-5d9f-a', 'cart-5d9f-b'],
  },
  istio: {
    services: ['ratings.bookinfo', 'reviews.bookinfo', 'reviews.staging'],
    signals: ['error_ratio', 'latency_seconds', 'requests_per_second'],
    instances: ['one', 'two'],
  },
  nginx_ingress: {
    services: ['admin.shop', 'web.shop', 'web.staging'],
    signals: ['error_ratio', 'latency_seconds', 'network_bytes_per_second', 'requests_per_second'],
    instances: ['ingress-nginx-controller-559584768b-g5tnh'],
  },
  node_exporter: {
    services: ['node_exporter'],
    signals: ['cpu_ratio', 'disk_bytes_per_second', 'memory_bytes', 'network_bytes_per_second', 'saturation_ratio'],
    instances: ['one', 'two'],
  },
  postgres_exporter: {
    services: ['postgres-postgres', 'postgres-shop'],
    signals: ['disk_bytes_per_second', 'error_ratio', 'requests_per_second', 'saturation_ratio'],
    instances: ['one', 'two'],
  },
};

function scrapeConfig(address: string): string {
  const job = (name: string, path: string, labels = ''): string => `
  - job_name: ${name}
    metrics_path: ${path}
    static_configs:
      - {targets: ["${address}"], labels: {instance: one${labels}}}
      - {targets: ["${address}"], labels: {instance: two${labels}}}`;
  return `global: {scrape_interval: 1s}
scrape_configs:${job('shop/web', '/http_server')}${job('micrometer', '/micrometer')}${job('collector', '/otel_http')}${job('istio', '/istio')}${job('ingress', '/nginx_ingress', ', namespace: ingress-nginx')}${job('node_exporter', '/node_exporter')}${job('postgres', '/postgres_exporter')}
  - job_name: crowd
    metrics_path: /crowd
    sample_limit: 20000
    honor_labels: true
    static_configs: [{targets: ["${address}"]}]
`;
}

async function printed(command: (output: Writable) => Promise<number>): Promise<{ exitCode: number; text: string }> {
  let text = '';
  const output = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  return { exitCode: await command(output), text };
}

function suite(binary: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-presets-'));
  let server: Server;
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    // Ten thousand services at once, under a family of their own that only a user's own preset looks at.
    const crowd = Array.from({ length: 10_000 }, (_, i) => `crowd_requests_total{service_name="service-${i}"} 5`);
    server = await serveExpositions({ crowd: `# TYPE crowd_requests_total counter\n${crowd.join('\n')}\n` });
    const { port } = server.address() as AddressInfo;
    prometheus = await startPrometheus(binary, { folder, config: scrapeConfig(`127.0.0.1:${port}`) });
    await waitFor('six scrapes', async () => {
      const counts = await prometheus.query('min(count_over_time(up[1m])) >= 6');
      return counts.length > 0;
    });
  });
  afterAll(async () => {
    await prometheus?.stop();
    server?.closeAllConnections();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const source = () =>
    prometheusSourceSchema.parse({ type: 'prometheus', url: prometheus.url, scrapeInterval: '1s', retries: 0 });
  const find = async (entry: Record<string, unknown>): Promise<ServiceConfig[]> => {
    const client = new PrometheusClient(source());
    try {
      const parsed = { ...discoverEntrySchema.parse(entry), source: 'prometheus' };
      const at = { nowSeconds: Date.now() / 1000, signal: new AbortController().signal };
      return await findServices(client, parsed, loadPreset(parsed.preset), at);
    } finally {
      client.close();
    }
  };
  const read = async (services: readonly ServiceConfig[]) => {
    const reader = new PrometheusSource(source(), services);
    const nowSeconds = Date.now() / 1000;
    const window = { startSeconds: nowSeconds, endSeconds: nowSeconds, stepSeconds: 1 };
    const points = await reader.read(window, new AbortController().signal).finally(() => reader.close());
    return points.map(({ id, values }) => ({ ...id, value: values.at(-1) ?? NaN }));
  };

  it.each(Object.entries(EXPECTED))('%s finds its services and reads finite values', async (preset, expected) => {
    const services = await find({ preset, labels: { team: 'a' } });
    expect(services.map(({ name }) => name).sort()).toEqual(expected.services);
    expect(services.every(({ labels }) => labels['team'] === 'a')).toBe(true);
    const points = await read(services);
    for (const { value } of points) expect(value).toSatisfy(Number.isFinite);
    for (const { name, signals, instances } of services) {
      const known = (instance: boolean): string[] =>
        points
          .filter((point) => point.service === name && (point.instance !== null) === instance)
          .map(({ signal }) => signal);
      expect(known(false).sort(), name).toEqual(Object.keys(signals).sort());
      expect([...new Set(known(true))].sort(), name).toEqual(Object.keys(instances?.signals ?? {}).sort());
    }
    const [first = ''] = expected.services;
    const ofFirst = points.filter(({ service }) => service === first);
    expect(
      ofFirst
        .filter(({ instance }) => instance === null)
        .map(({ signal }) => signal)
        .sort(),
    ).toEqual(expected.signals);
    expect([...new Set(ofFirst.map(({ instance }) => instance).filter((i) => i !== null))].sort()).toEqual(
      expected.instances,
    );
  });

  it('every preset that comes along is tested', () => {
    expect(presetNames().sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it('reads what the text says, in the right units', async () => {
    const near = (value: number | undefined, right: number): void => {
      expect(value).toBeGreaterThan(right * 0.9);
      expect(value).toBeLessThan(right * 1.1);
    };
    const all = (await Promise.all(Object.keys(EXPECTED).map(async (preset) => read(await find({ preset }))))).flat();
    const value = (service: string, signal: string): number | undefined =>
      all.find((point) => point.service === service && point.signal === signal && point.instance === null)?.value;
    // Two instances, each of which grows by its recorded value in ten seconds.
    near(value('shop-web', 'requests_per_second'), (2 * (10_270 + 85 + 21)) / 10);
    near(value('shop-web', 'error_ratio'), 21 / 10_376);
    near(value('shop-web', 'cpu_ratio'), 0.41);
    near(value('micrometer', 'latency_seconds'), 323 / 5262);
    near(value('shop-cart', 'error_ratio'), 40 / 3240);
    // Milliseconds as seconds; what the source counts of the same requests is left out.
    near(value('reviews.bookinfo', 'requests_per_second'), (2 * 4252) / 10);
    near(value('reviews.bookinfo', 'latency_seconds'), 0.0625);
    near(value('web.shop', 'error_ratio'), 44 / 8844);
    near(value('node_exporter', 'cpu_ratio'), 0.35);
    near(value('node_exporter', 'memory_bytes'), 2.1e9);
    near(value('node_exporter', 'network_bytes_per_second'), (2 * 16.1e6) / 10);
    near(value('node_exporter', 'saturation_ratio'), 0.0147);
    near(value('postgres-shop', 'query_seconds'), 46.8 / 15_600);
    near(value('postgres-shop', 'saturation_ratio'), 0.2);
    near(value('postgres-postgres', 'requests_per_second'), (2 * 211) / 10);
  });

  it('narrows by match, names by template, and passes labels on', async () => {
    const entry = {
      preset: 'istio',
      match: { destination_service_namespace: 'book.*' },
      name: 'mesh-{destination_service_name}',
      labels: { namespace: '{destination_service_namespace}' },
    };
    const services = await find(entry);
    expect(services.map(({ name, labels }) => [name, labels['namespace']])).toEqual([
      ['mesh-ratings', 'bookinfo'],
      ['mesh-reviews', 'bookinfo'],
    ]);
  });

  const preset = join(folder, 'crowd.yml');
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const crowdPreset = `
description: a crowd
services: [{labels: [service_name]}]
families:
  - series: crowd_requests_total{$selector}
    signals: {requests_per_second: "sum(rate(crowd_requests_total{$selector}[$__rate_interval]))"}
`;
  const config = (discover: string): string => `
http: {listen: "127.0.0.1:PORT"}
interval: 1s
sources: [{type: prometheus, url: "${prometheus.url}", scrapeInterval: 1s, retries: 0, backfill: 1h}]
discover: ${discover}
`;

  it('check says what is found, and that a preset matches nothing', async () => {
    write('crowd.yml', crowdPreset);
    const file = write(
      'check.yml',
      config('[{preset: node_exporter}, {preset: istio, match: {job: nowhere}}, {preset: ./crowd.yml}]'),
    );
    writeFileSync(file, readFileSync(file, 'utf8').replace('PORT', String(await freePort())));
    const check = await printed((output) => runCheck({ config: file }, output));
    expect(check.text).toContain('ok    node_exporter in prometheus: 1 service: node_exporter');
    expect(check.text).toMatch(/FAIL {2}istio in prometheus: nothing matches at http.*; does `match` fit/);
    expect(check.text).toMatch(/10001 services, at most 1000 are watched: narrow the discovery/);
    expect(check.exitCode).toBe(1);
  });

  it('an exporter finds services while it runs, and stays up beside 10,000 of them', async () => {
    write('crowd.yml', crowdPreset);
    const port = await freePort();
    const file = write(
      'run.yml',
      config(`[{preset: node_exporter, labels: {team: ops}}, {preset: "${preset}"}]`).replace('PORT', String(port)),
    );
    const exporter = await startExporter({
      config: file,
      url: `http://127.0.0.1:${port}`,
      tokenFile: join(folder, 'data', 'token'),
    });
    try {
      const text = await waitFor('figures of what was found', async () => {
        const metrics = await exporter.metrics();
        return /loadstar_data_timestamp_seconds\{team="ops",service_name="node_exporter"\}/.test(metrics) && metrics;
      });
      expect(text).toMatch(/loadstar_source_read_failures_total\{source="prometheus:crowd"\} [1-9]/);
      expect(text).not.toContain('service_name="service-');
      const ready = await (await fetch(`${exporter.url}/-/ready`)).text();
      expect(ready).toMatch(/10000 services were found beside \d, at most 1000 are watched \(metrics.maxServices\)/);
    } finally {
      await exporter.stop();
    }
  });
}

describeWith(['prometheus2'], 'presets on Prometheus 2', (p) => suite(p.prometheus2));
describeWith(['prometheus3'], 'presets on Prometheus 3', (p) => suite(p.prometheus3));

describe('an exporter whose Prometheus is down', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-late-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('comes up and says so', async () => {
    const [port, gone] = [await freePort(), await freePort()];
    const file = join(folder, 'loadstar.yml');
    writeFileSync(
      file,
      `
http: {listen: "127.0.0.1:${port}"}
interval: 1s
sources: [{type: prometheus, url: "http://127.0.0.1:${gone}", retries: 0}]
discover: [{preset: http_server}]
`,
    );
    const tokenFile = join(folder, 'data', 'token');
    const exporter = await startExporter({ config: file, url: `http://127.0.0.1:${port}`, tokenFile });
    try {
      await waitFor('the reason', async () =>
        /prometheus:http_server: .*cannot be reached/.test(await (await fetch(`${exporter.url}/-/ready`)).text()),
      );
      expect((await fetch(`${exporter.url}/-/healthy`)).status).toBe(200);
    } finally {
      await exporter.stop();
    }
  });
});
