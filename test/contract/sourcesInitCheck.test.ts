import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/src/config/loadConfig.ts';
import { runCheck } from '../../exporter/src/wiring/checkCommand.ts';
import { runInit } from '../../exporter/src/wiring/initCommand.ts';
import { freePort } from '../parts/freePort.ts';
import { describeWith } from '../parts/part.ts';
import { startPrometheus } from '../parts/startPrometheus.ts';
import type { RunningPrometheus } from '../parts/startPrometheus.ts';
import { writeShopHistory } from '../parts/writeShopHistory.ts';

/** Runs a command and keeps what it prints. */
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

function suite(binary: string, promtool: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-init-'));
  const config = join(folder, 'loadstar.yml');
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    mkdirSync(join(folder, 'data'));
    const endSeconds = Math.floor(Date.now() / 120_000) * 120;
    await writeShopHistory({ promtool, folder, job: 'shop/checkout', days: 5, endSeconds });
    prometheus = await startPrometheus(binary, { folder, config: 'global: {}\n' });
  });
  afterAll(async () => {
    await prometheus?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes a configuration that passes the check', async () => {
    const init = await printed((output) => runInit({ prometheus: prometheus.url, output: config }, output));
    expect(init.exitCode).toBe(0);
    expect(init.text).toContain('shop-checkout: requests_per_second, latency_seconds, error_ratio');
    const { services, sources } = loadConfig(config);
    expect(services.map(({ name }) => name)).toEqual(['shop-checkout']);
    expect(sources[0]).toMatchObject({ scrapeIntervalSeconds: 120 });
    const check = await printed((output) => runCheck({ config }, output));
    expect(check.text).toMatch(/ok {4}prometheus: http.*(Prometheus \d|does not tell)/);
    expect(check.text).toMatch(/requests_per_second: [\d.]+ now, 2 instances, [45]\.\d days of past/);
    expect(check.text).toContain('7 series');
    expect(check.exitCode).toBe(0);
  });

  it('refuses to overwrite', async () => {
    const before = readFileSync(config);
    await expect(printed((output) => runInit({ prometheus: prometheus.url, output: config }, output))).rejects.toThrow(
      /exists and is left as it is/,
    );
    expect(readFileSync(config)).toEqual(before);
  });

  it('tells expressions that are wrong or give nothing, each by itself', async () => {
    const wrong = join(folder, 'wrong.yml');
    writeFileSync(
      wrong,
      `
sources: [{type: prometheus, url: "${prometheus.url}", retries: 0}]
services:
  - name: shop
    signals: {requests_per_second: "sum(rate(http_requests_total[10m]))", cpu_ratio: sum(no_such_metric), memory_bytes: "sum("}
`,
    );
    const check = await printed((output) => runCheck({ config: wrong }, output));
    expect(check.text).toMatch(/ok {2}.*requests_per_second: [\d.]+ now/);
    expect(check.text).toMatch(/FAIL.*cpu_ratio: .*no data at all/);
    expect(check.text).toMatch(/FAIL.*memory_bytes: .*parse error/);
    expect(check.text).toContain('2 problems.');
    expect(check.exitCode).toBe(1);
  });
}

describeWith(['prometheus2', 'promtool'], 'init and check on Prometheus 2', (p) => suite(p.prometheus2, p.promtool));
describeWith(['prometheus3', 'promtool'], 'init and check on Prometheus 3', (p) => suite(p.prometheus3, p.promtool));

describe('init and check without a Prometheus', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-check-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('init tells a server that is not there, and writes nothing', async () => {
    const output = join(folder, 'none.yml');
    const url = `http://127.0.0.1:${await freePort()}`;
    await expect(printed((stream) => runInit({ prometheus: url, output }, stream))).rejects.toThrow(
      /cannot be reached/,
    );
    await expect(printed((stream) => runInit({ prometheus: 'nowhere', output }, stream))).rejects.toThrow(/address/);
    expect(() => readFileSync(output)).toThrow();
  });

  it('check scrapes targets, reads files and tells what is down', async () => {
    let count = 0;
    const server = createServer((_, response) => response.end(`http_requests_total ${(count += 10)}\n`));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const past = join(folder, 'past.jsonl');
    const end = Math.floor(Date.now() / 1000);
    const line = { service: 'shop', instance: null, signal: 'requests_per_second', stepSeconds: 3600 };
    const startSeconds = end - 3 * 86_400;
    writeFileSync(
      past,
      `${JSON.stringify({ format: 'loadstar-series', version: 1, origin: 'synthetic: test', startSeconds, endSeconds: end })}\n` +
        `${JSON.stringify({ ...line, startSeconds, values: Array.from({ length: 72 }, () => 1) })}\n`,
    );
    const config = join(folder, 'scrape.yml');
    const target = (instance: string, port: number): string =>
      `{service: shop, instance: ${instance}, url: "http://127.0.0.1:${port}/metrics"}`;
    writeFileSync(
      config,
      `
sources:
  - type: scrape
    targets: [${target('a', (server.address() as AddressInfo).port)}, ${target('b', await freePort())}]
    signals: {requests_per_second: {kind: rate, metric: http_requests_total}}
  - {type: file, path: past.jsonl}
services: [{name: shop}]
`,
    );
    try {
      const check = await printed((output) => runCheck({ config }, output));
      expect(check.text).toMatch(/FAIL {2}scrape: 2 targets, 1 of them down\n.*shop\/b: .*ECONNREFUSED/);
      expect(check.text).toMatch(/ok {4}file: .*past\.jsonl, "synthetic: test"/);
      expect(check.text).toMatch(/requests_per_second: [\d.]+ now, 1 instance, 3\.0 days of past/);
      expect(check.exitCode).toBe(1);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
