import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prometheusSourceSchema } from '../../exporter/src/config/sections/prometheusSource.ts';
import { serviceSchema } from '../../exporter/src/config/sections/services.ts';
import { PrometheusSource } from '../../exporter/src/sources/prometheus/prometheusSource.ts';
import { describeWith } from '../parts/part.ts';
import { startPrometheus } from '../parts/startPrometheus.ts';
import type { RunningPrometheus } from '../parts/startPrometheus.ts';
import { shopDemand, writeShopHistory } from '../parts/writeShopHistory.ts';
import { sourceContract } from './sourcesContract.ts';

const RATE = 'sum(rate(http_requests_total{job="checkout"}[10m]))';
const BY_INSTANCE = 'sum by (instance) (rate(http_requests_total{job="checkout"}[10m]))';
const STEP_SECONDS = 300;
const never = new AbortController().signal;

/** The source's contract and its own rules on one real Prometheus with two days of past. */
function suite(binary: string, promtool: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-source-'));
  const endSeconds = Math.floor(Date.now() / 1000 / STEP_SECONDS) * STEP_SECONDS - 3600;
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    mkdirSync(join(folder, 'data'));
    await writeShopHistory({ promtool, folder, job: 'checkout', days: 2, endSeconds: endSeconds + 3600 });
    prometheus = await startPrometheus(binary, { folder, config: 'global: {}\n' });
  });
  afterAll(async () => {
    await prometheus?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const source = (service: Record<string, unknown>, options: Record<string, unknown> = {}): PrometheusSource =>
    new PrometheusSource(
      prometheusSourceSchema.parse({ type: 'prometheus', url: prometheus.url, retries: 0, ...options }),
      [serviceSchema.parse({ name: 'checkout', ...service })],
    );
  const window = () => ({ startSeconds: endSeconds - 6 * 3600, endSeconds, stepSeconds: STEP_SECONDS });
  const healthy = async () =>
    source({ signals: { requests_per_second: RATE }, instances: { signals: { requests_per_second: BY_INSTANCE } } });

  sourceContract({
    healthy,
    broken: async () => source({ signals: { requests_per_second: RATE, cpu_ratio: 'sum(' } }),
    window,
  });

  it('reads the demand that was written, of the service and its instances', async () => {
    const points = await (await healthy()).read(window(), never);
    expect(points.map(({ id }) => id.instance)).toEqual([null, 'a', 'b']);
    const [service] = points;
    expect(service!.values.length).toBe(73);
    service!.timestampsSeconds.forEach((t, i) => {
      expect(t).toBe(window().startSeconds + i * STEP_SECONDS);
      const expected = 2 * shopDemand(t - STEP_SECONDS);
      expect(Math.abs(service!.values[i]! - expected) / expected).toBeLessThan(0.1);
    });
  });

  it('gives the same in chunks as in one query', async () => {
    const whole = await (await healthy()).read(window(), never);
    const signals = { requests_per_second: RATE };
    const instances = { signals: { requests_per_second: BY_INSTANCE } };
    expect(await source({ signals, instances }, { maxPointsPerQuery: 10 }).read(window(), never)).toEqual(whole);
  });

  it('asks for a single step at once, and fills in $__rate_interval', async () => {
    const expression = 'sum(rate(http_requests_total[$__rate_interval]))';
    const options = { scrapeInterval: '2m' };
    const at = { startSeconds: endSeconds, endSeconds, stepSeconds: STEP_SECONDS };
    const [point] = await source({ signals: { requests_per_second: expression } }, options).read(at, never);
    expect([...point!.timestampsSeconds]).toEqual([endSeconds]);
    const [written] = await prometheus.query(`sum(rate(http_requests_total[8m] @ ${endSeconds}))`);
    expect(point!.values[0]).toBeCloseTo(written!.value, 9);
  });

  it('takes scalars, and leaves out what is no number', async () => {
    const signals = { cpu_ratio: '0.5', error_ratio: 'sum(vector(0) / 0)', memory_bytes: 'sum(vector(1) / 0)' };
    const points = await source({ signals }).read(window(), never);
    expect(points.map(({ id }) => id.signal)).toEqual(['cpu_ratio']);
  });

  it('gives the labels that an expression kept beside the instance', async () => {
    const expression = 'sum by (instance, job) (rate(http_requests_total[10m]))';
    const points = await source({ instances: { signals: { cpu_ratio: expression } } }).read(window(), never);
    expect(points.map(({ labels }) => labels)).toEqual([{ job: 'checkout' }, { job: 'checkout' }]);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'more than one series for a service',
      { signals: { cpu_ratio: 'http_requests_total' } },
      /`http_requests_total` gives 4 series.*sum\(\)/,
    ],
    [
      'instances without their label',
      { instances: { label: 'pod', signals: { cpu_ratio: BY_INSTANCE } } },
      /without label "pod"/,
    ],
    [
      'an instance twice',
      { instances: { signals: { cpu_ratio: 'http_requests_total' } } },
      /more than one series with instance="a"/,
    ],
    [
      'an expression that does not parse',
      { signals: { cpu_ratio: 'sum(' } },
      /on `sum\(`: status 400.*parse error.*correct the expression/,
    ],
    [
      'an expression that cannot be evaluated',
      { signals: { cpu_ratio: 'http_requests_total + on (job) http_requests_total' } },
      /status 422.*cannot be evaluated/,
    ],
    ['an expression that gives text', { signals: { cpu_ratio: '"x"' } }, /string/],
  ])('refuses %s, naming the expression', async (_, service, message) => {
    await expect(source(service).read(window(), never)).rejects.toThrow(message);
    const at = { startSeconds: endSeconds, endSeconds, stepSeconds: STEP_SECONDS };
    await expect(source(service).read(at, never)).rejects.toThrow(message);
  });

  it('tells an address where no API stands', async () => {
    const signals = { cpu_ratio: RATE };
    const url = `${prometheus.url}/elsewhere`;
    await expect(source({ signals }, { url }).read(window(), never)).rejects.toThrow(/elsewhere.*404.*path of url/);
  });
}

describeWith(['prometheus2', 'promtool'], 'source prometheus on Prometheus 2', (parts) =>
  suite(parts.prometheus2, parts.promtool),
);
describeWith(['prometheus3', 'promtool'], 'source prometheus on Prometheus 3', (parts) =>
  suite(parts.prometheus3, parts.promtool),
);
