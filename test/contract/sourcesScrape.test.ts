import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scrapeSourceSchema } from '../../exporter/src/config/sections/scrapeSource.ts';
import { systemClock } from '../../exporter/src/core/clock.ts';
import type { SeriesPoints } from '../../exporter/src/core/series.ts';
import { ScrapeSource } from '../../exporter/src/sources/scrape/scrapeSource.ts';
import { waitFor } from '../parts/waitFor.ts';
import { sourceContract } from './sourcesContract.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A real server of metrics; `answer` decides what each scrape gets. */
async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => answer(response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
}

/** Metrics of an instance that serves `rate` requests a second, a fifth of them failing, each taking 0.3 s. */
function shop(rate: number, wrap: (text: string) => string = (text) => text): (response: ServerResponse) => void {
  const startedAt = Date.now();
  return (response) => {
    const count = ((Date.now() - startedAt) / 1000) * rate;
    response.end(
      wrap(
        `http_requests_total{status="200"} ${count * 0.8}\nhttp_requests_total{status="503"} ${count * 0.2}\n` +
          `latency_seconds_bucket{le="0.2"} 0\nlatency_seconds_bucket{le="0.4"} ${count}\nlatency_seconds_bucket{le="+Inf"} ${count}\n` +
          `latency_seconds_sum ${count * 0.3}\nlatency_seconds_count ${count}\ncpu_ratio ${rate / 100}\n`,
      ),
    );
  };
}

function source(...targets: readonly (readonly [service: string, instance: string, url: string])[]): ScrapeSource {
  const config = {
    ...parse(`
type: scrape
interval: 500ms
timeout: 400ms
signals:
  requests_per_second: {kind: rate, metric: http_requests_total}
  error_ratio: {kind: ratio, metric: http_requests_total, part: {status: "5.."}}
  latency_seconds: {kind: quantile, metric: latency_seconds, quantile: 0.5}
  query_seconds: {kind: mean, metric: latency_seconds}
  cpu_ratio: {kind: gauge, metric: cpu_ratio}
`),
    targets: targets.map(([service, instance, url]) => ({ service, instance, url, labels: { version: '1' } })),
  };
  return new ScrapeSource(scrapeSourceSchema.parse(config), 5, systemClock());
}

const never = new AbortController().signal;
const now = () => ({ startSeconds: Date.now() / 1000, endSeconds: Date.now() / 1000, stepSeconds: 5 });

/** Newest value of each series, by "service instance signal". */
function newest(points: readonly SeriesPoints[]): Record<string, number> {
  return Object.fromEntries(
    points.map(({ id, values }) => [`${id.service} ${id.instance ?? '*'} ${id.signal}`, values.at(-1)!]),
  );
}

/** Reads until the first rates are there. */
const rates = (from: ScrapeSource, key: string): Promise<Record<string, number>> =>
  waitFor(key, async () => {
    const values = newest(await from.read(now(), never));
    return key in values ? values : null;
  });

describe('source scrape', () => {
  sourceContract({
    healthy: async () => source(['shop', 'a', await serve(shop(10))], ['shop', 'b', await serve(shop(30))]),
    broken: async () => source(['shop', 'a', 'http://127.0.0.1:1/metrics']),
    window: now,
    leadSeconds: 10,
  });

  it('computes signals of instances and of their service', async () => {
    const scraped = source(['shop', 'a', await serve(shop(10))], ['shop', 'b', await serve(shop(30))]);
    try {
      const values = await rates(scraped, 'shop * requests_per_second');
      expect(values['shop a requests_per_second']).toBeGreaterThan(9);
      expect(values['shop a requests_per_second']).toBeLessThan(11);
      expect(values['shop * requests_per_second']).toBeGreaterThan(36);
      expect(values['shop * requests_per_second']).toBeLessThan(44);
      expect(values['shop * error_ratio']).toBeCloseTo(0.2, 6);
      expect(values['shop * latency_seconds']).toBeCloseTo(0.3, 6);
      expect(values['shop b query_seconds']).toBeCloseTo(0.3, 6);
      expect(values['shop * cpu_ratio']).toBeCloseTo(0.2, 6);
    } finally {
      await scraped.close();
    }
  });

  it('reads OpenMetrics, compressed answers, and labels of targets', async () => {
    const url = await serve((response) => {
      response.setHeader('content-type', 'application/openmetrics-text; version=1.0.0; charset=utf-8');
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('# TYPE cpu_ratio gauge\ncpu_ratio 0.5\n# EOF\n'));
    });
    const scraped = source(['shop', 'a', url]);
    try {
      await rates(scraped, 'shop a cpu_ratio');
      const points = await scraped.read(now(), never);
      expect(points.find(({ id }) => id.instance === 'a')?.labels).toEqual({ version: '1' });
      expect(points.find(({ id }) => id.instance === null)?.labels).toBeUndefined();
    } finally {
      await scraped.close();
    }
  });

  it.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['refuses', (response) => response.writeHead(500).end('no'), /status 500/],
    ['answers something else', (response) => response.end('<html></html>\n'), /line 1, column 1/],
    [
      'breaks off',
      (response) =>
        response.writeHead(200, { 'content-length': '100' }).write('cpu_ratio 1\n', () => response.destroy()),
      /cannot be reached/,
    ],
    ['was cut off', (response) => response.end('cpu_ratio 0.5'), /line feed/],
    [
      'cuts OpenMetrics off',
      (response) => response.setHeader('content-type', 'application/openmetrics-text').end('cpu_ratio 1\n'),
      /EOF/,
    ],
    ['hangs', () => undefined, /within 0\.4 s/],
    ['never ends', (response) => void setInterval(() => response.write('# x\n'), 50).unref(), /within 0\.4 s/],
    ['is too long', (response) => response.end(`# ${'x'.repeat(17 * 1_048_576)}\n`), /more than 16 MiB/],
  ])('counts a target that %s, tells why, and reads the others', async (_, answer, reason) => {
    const scraped = source(['shop', 'good', await serve(shop(10))], ['shop', 'bad', await serve(answer)]);
    try {
      const values = await rates(scraped, 'shop * requests_per_second');
      expect(values).not.toHaveProperty(['shop bad cpu_ratio']);
      const [good, bad] = scraped.targets();
      expect(good).toMatchObject({ up: true, failuresTotal: 0, problem: null });
      expect(bad?.up).toBe(false);
      expect(bad?.failuresTotal).toBeGreaterThan(0);
      expect(bad?.problem).toMatch(reason);
    } finally {
      await scraped.close();
    }
  });

  it('keeps its rounds, though a target hangs until its time-out', async () => {
    const scraped = source(['shop', 'good', await serve(shop(10))], ['shop', 'bad', await serve(() => undefined)]);
    try {
      await waitFor('five rounds', () => scraped.targets()[0]!.scrapesTotal >= 5);
      const points = await scraped.read(now(), never);
      const times = points.find(({ id }) => id.instance === 'good' && id.signal === 'cpu_ratio')!.timestampsSeconds;
      const slots = [...times].map((t) => Math.floor(t / 0.5)).slice(1);
      expect(new Set(slots).size).toBe(slots.length);
      // A busy machine may miss one; half of them would be missed if rounds waited for the time-out.
      expect(slots.at(-1)! - slots[0]!).toBeLessThanOrEqual(slots.length);
    } finally {
      await scraped.close();
    }
  });

  it('comes back by itself, without a rate over the gap that was a reset', async () => {
    let answer = shop(10);
    const scraped = source(['shop', 'a', await serve((response) => answer(response))]);
    try {
      await rates(scraped, 'shop a requests_per_second');
      answer = (response) => response.writeHead(503).end();
      await waitFor('the failure', async () => scraped.targets()[0]?.up === false);
      await expect(scraped.read(now(), never)).rejects.toThrow(/No target|shop\/a.*503/);
      answer = shop(20);
      await waitFor('the recovery', async () => scraped.targets()[0]?.up === true);
      const points = await waitFor('rates', async () => {
        const found = await scraped.read(now(), never);
        return found.find(({ id }) => id.instance === 'a' && id.signal === 'requests_per_second') ?? null;
      });
      for (const value of points.values) expect(value).toBeLessThan(25);
    } finally {
      await scraped.close();
    }
  });
});
