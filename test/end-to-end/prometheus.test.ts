import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWith } from '../parts/part.ts';
import { freePort } from '../parts/freePort.ts';
import { startExporter } from '../parts/startExporter.ts';
import type { RunningExporter } from '../parts/startExporter.ts';
import { startPrometheus } from '../parts/startPrometheus.ts';
import type { RunningPrometheus } from '../parts/startPrometheus.ts';
import { waitFor } from '../parts/waitFor.ts';
import { shopDemand, writeShopHistory } from '../parts/writeShopHistory.ts';

const INSTANCES = 2;

function exporterConfig(prometheusUrl: string, port: number, folder: string): string {
  return `
interval: 2s
data: ${join(folder, 'loadstar')}
http:
  listen: 127.0.0.1:${port}
  tokenFile: ${join(folder, 'loadstar', 'token')}
sources:
  - type: prometheus
    url: ${prometheusUrl}
    timeout: 10s
    retries: 1
services:
  - name: checkout
    labels: { team: shop }
    signals:
      requests_per_second: sum(rate(http_requests_total{job="checkout"}[10m]))
      latency_seconds: histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{job="checkout"}[10m])))
      error_ratio: sum(rate(http_requests_total{job="checkout",status=~"5.."}[10m])) / sum(rate(http_requests_total{job="checkout"}[10m]))
    instances:
      label: instance
      signals:
        requests_per_second: sum by (instance) (rate(http_requests_total{job="checkout"}[10m]))
    limits: { requests_per_second: 1000 }
`;
}

const prometheusConfig = (exporterPort: number): string => `
global: { scrape_interval: 1s }
scrape_configs:
  - job_name: loadstar
    static_configs: [{ targets: ['127.0.0.1:${exporterPort}'] }]
`;

/** The whole of (a) on one Prometheus: four weeks of past, the exporter reads it, Prometheus scrapes the exporter. */
function suite(binary: string, promtool: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-prometheus-'));
  let prometheus: RunningPrometheus;
  let exporter: RunningExporter;
  let exporterPort: number;
  const past = join(folder, 'prometheus');

  beforeAll(async () => {
    mkdirSync(join(past, 'data'), { recursive: true });
    const endSeconds = Math.floor(Date.now() / 1000 / 120) * 120;
    await writeShopHistory({ promtool, folder: past, job: 'checkout', days: 28, endSeconds });
    exporterPort = await freePort();
    prometheus = await startPrometheus(binary, { folder: past, config: prometheusConfig(exporterPort) });
    const config = join(folder, 'loadstar.yml');
    writeFileSync(config, exporterConfig(prometheus.url, exporterPort, folder));
    exporter = await startExporter({
      config,
      url: `http://127.0.0.1:${exporterPort}`,
      tokenFile: join(folder, 'loadstar', 'token'),
    });
  });

  afterAll(async () => {
    await exporter?.stop();
    await prometheus?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('becomes ready on four weeks of history', async () => {
    await waitFor('readiness', async () => (await fetch(`${exporter.url}/-/ready`)).ok, 60);
  });

  it('forecasts the season that the past has, as PromQL sees it', async () => {
    const answer = await waitFor(
      'forecasts in Prometheus',
      async () => {
        const found = await prometheus.query(
          'loadstar_forecast_requests_per_second{service_name="checkout",probability="0.5"}',
        );
        return found.length === 5 ? found : null;
      },
      60,
    );
    const seconds: Record<string, number> = { '0s': 0, '15m': 900, '1h': 3600, '6h': 21_600, '24h': 86_400 };
    for (const { metric, value } of answer) {
      const expected = INSTANCES * shopDemand(Date.now() / 1000 + (seconds[metric['horizon'] ?? ''] ?? NaN));
      expect(metric['team']).toBe('shop');
      expect(Math.abs(value - expected) / expected, `horizon ${metric['horizon']}`).toBeLessThan(0.15);
    }
  });

  it('publishes quantiles in order and peaks that are not below them', async () => {
    const out = await prometheus.query(
      'loadstar_forecast_requests_per_second{probability="0.95"} < ignoring(probability) loadstar_forecast_requests_per_second{probability="0.05"}',
    );
    expect(out).toEqual([]);
    const peaks = await prometheus.query(
      'loadstar_forecast_peak_requests_per_second{horizon="24h",probability="0.5"} >= ignoring(horizon) loadstar_forecast_peak_requests_per_second{horizon="1h",probability="0.5"}',
    );
    expect(peaks).toHaveLength(1);
  });

  it('joins with the service’s own metrics in one expression', async () => {
    const ratio = await prometheus.query(
      'sum(rate(http_requests_total{job="checkout"}[10m] offset 5m)) / scalar(loadstar_forecast_requests_per_second{horizon="0s",probability="0.5"})',
    );
    expect(ratio[0]?.value).toBeGreaterThan(0.8);
    expect(ratio[0]?.value).toBeLessThan(1.2);
  });

  it('says what state the detector is in, and nothing that is not a number', async () => {
    const states = await prometheus.query('loadstar_detector_state{service_name="checkout"} == 1');
    expect(states).toHaveLength(1);
    const text = await exporter.metrics();
    expect(text).not.toMatch(/ (NaN|[+-]?Inf)$/m);
    execFileSync(promtool, ['check', 'metrics'], { input: text });
  });

  it('stays up while Prometheus is down, says so, lets figures vanish, and recovers by itself', async () => {
    const port = Number(new URL(prometheus.url).port);
    await prometheus.stop();
    const ready = await waitFor('unreadiness', async () => {
      const response = await fetch(`${exporter.url}/-/ready`);
      return response.status === 503 ? response.text() : null;
    });
    expect(ready).toContain('prometheus');
    const stale = await waitFor('figures to vanish', async () => {
      const text = await exporter.metrics();
      return text.includes('loadstar_forecast_requests_per_second{') ? null : text;
    });
    expect(stale).toMatch(/loadstar_detector_state\{[^}]*state="blind"[^}]*\} 1/);
    expect(Number(/loadstar_source_read_failures_total\{[^}]*\} (\d+)/.exec(stale)?.[1])).toBeGreaterThan(0);
    prometheus = await startPrometheus(binary, { folder: past, config: prometheusConfig(exporterPort), port });
    await waitFor('recovery', async () => (await fetch(`${exporter.url}/-/ready`)).ok, 60);
    await waitFor(
      'forecasts again',
      async () => (await exporter.metrics()).includes('loadstar_forecast_requests_per_second{'),
      30,
    );
  });
}

describeWith(['prometheus3', 'promtool'], 'Prometheus 3', ({ prometheus3, promtool }) => suite(prometheus3, promtool));
describeWith(['prometheus2', 'promtool'], 'Prometheus 2', ({ prometheus2, promtool }) => suite(prometheus2, promtool));

describeWith(['prometheus3'], 'an exporter that starts before its Prometheus', ({ prometheus3 }) => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-early-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('waits, says why, and becomes ready when Prometheus comes', async () => {
    const [port, exporterPort] = [await freePort(), await freePort()];
    const config = join(folder, 'loadstar.yml');
    writeFileSync(config, exporterConfig(`http://127.0.0.1:${port}`, exporterPort, folder));
    const exporter = await startExporter({
      config,
      url: `http://127.0.0.1:${exporterPort}`,
      tokenFile: join(folder, 'loadstar', 'token'),
    });
    try {
      const reason = await waitFor('a reason', async () => {
        const text = await (await fetch(`${exporter.url}/-/ready`)).text();
        return text.includes(String(port)) ? text : null;
      });
      expect(reason).toContain('not ready');
      const prometheus = await startPrometheus(prometheus3, {
        folder: join(folder, 'p'),
        config: prometheusConfig(exporterPort),
        port,
      });
      try {
        await waitFor(
          'the first read to succeed',
          async () => {
            const text = await exporter.metrics();
            return (
              /loadstar_source_reads_total\{[^}]*\} \d+/.test(text) &&
              !(await (await fetch(`${exporter.url}/-/ready`)).text()).includes('refused')
            );
          },
          60,
        );
      } finally {
        await prometheus.stop();
      }
    } finally {
      await exporter.stop();
    }
  });
});

describe('the suite itself', () => {
  it('has a past with a season worth forecasting', () => {
    const day = Array.from({ length: 24 }, (_unused, hour) => shopDemand(1_700_000_000 + hour * 3600));
    expect(Math.max(...day) / Math.min(...day)).toBeGreaterThan(3);
  });
});
