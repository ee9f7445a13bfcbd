import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeWith } from '../../../test/parts/part.ts';
import { waitFor } from '../../../test/parts/waitFor.ts';
import { shopSignals } from './shopSignals.ts';
import { startDemoShop } from './startDemoShop.ts';
import type { DemoShop } from './startDemoShop.ts';

let shop: DemoShop;

beforeAll(async () => {
  shop = await startDemoShop({ traffic: false });
});
afterAll(() => shop.close());

async function metricsOf(url: string): Promise<string> {
  return (await fetch(url)).text();
}

/** Sum of the samples whose line begins with the metric's name and holds all of the given texts. */
async function counted(url: string, metric: string, ...having: readonly string[]): Promise<number> {
  return (await metricsOf(url))
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`) && having.every((text) => line.includes(text)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

describe('startDemoShop', () => {
  test('serves thirteen instances of five services on one address of its own, each with the metrics that signals need', async () => {
    expect(shop.targets).toHaveLength(13);
    expect(new Set(shop.targets.map(({ service }) => service)).size).toBe(5);
    expect(new Set(shop.targets.map(({ url }) => url)).size).toBe(13);
    for (const { url, labels } of shop.targets) {
      expect(new URL(url).hostname).toBe(shop.address);
      const text = await metricsOf(url);
      for (const { metric } of Object.values(shopSignals)) expect(text).toContain(`# TYPE ${metric} `);
      expect(text).toContain(`build_info{version="${labels.version}"} 1`);
    }
  });

  test('checkout runs two versions', () => {
    const versions = shop.targets.filter(({ service }) => service === 'checkout').map(({ labels }) => labels.version);
    expect(new Set(versions).size).toBe(2);
  });

  test('answers its routes and what it does not have', async () => {
    const status = async (path: string, init?: RequestInit): Promise<number> =>
      (await fetch(`${shop.frontUrl}${path}`, init)).status;
    const succeeded = [200, 500, 502];
    expect(succeeded).toContain(await status('/'));
    expect(succeeded).toContain(await status('/products/12'));
    expect([201, 500, 502]).toContain(await status('/checkout', { method: 'POST', body: '{"items":[]}' }));
    expect(await status('/nothing')).toBe(404);
    expect(await status('/checkout', { method: 'POST', body: 'x'.repeat(70_000) })).toBe(413);
  });

  test('counts what load tests send apart from other traffic', async () => {
    const url = `${shop.frontUrl}/metrics`;
    const received = (origin: string): Promise<number> =>
      counted(url, 'http_requests_received_total', `origin="${origin}"`, 'route="/products/:id"');
    const tests = await received('test');
    const traffic = await received('traffic');
    for (let i = 0; i < 7; i++) {
      await (await fetch(`${shop.frontUrl}/products/${i}`, { headers: { 'x-loadstar-test': 'browse' } })).arrayBuffer();
    }
    await (await fetch(`${shop.frontUrl}/products/9`)).arrayBuffer();
    expect(await received('test')).toBe(tests + 7);
    expect(await received('traffic')).toBe(traffic + 1);
    expect(await counted(url, 'http_requests_total', 'origin="test"', 'route="/products/:id"')).toBe(tests + 7);
  });

  test('a client that goes away early is counted as such and does no harm', async () => {
    const gone = request(`${shop.frontUrl}/checkout`, { method: 'POST', headers: { 'x-loadstar-test': 'leaves' } });
    gone.on('error', () => undefined);
    gone.end('{}');
    const url = `${shop.frontUrl}/metrics`;
    await waitFor('the arrival', async () => (await counted(url, 'http_requests_received_total', '/checkout')) > 0);
    gone.destroy();
    await waitFor('the end', async () => (await counted(url, 'http_requests_total', 'status="499"')) === 1);
    expect([200, 500, 502]).toContain((await fetch(shop.frontUrl)).status);
  });

  test('more requests than slots and queue hold are refused with 503, and the shop recovers', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 300 }, async () => {
        const response = await fetch(`${shop.frontUrl}/checkout`, { method: 'POST', body: '{}' });
        await response.arrayBuffer();
        return response.status;
      }),
    );
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(20);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(50);
    expect([200, 500, 502]).toContain((await fetch(shop.frontUrl)).status);
  });

  test('says where a port of the row is taken, and works all the same', async () => {
    const taken = Number(new URL(shop.frontUrl).port);
    const second = await startDemoShop({ traffic: false, firstPort: taken });
    try {
      expect(second.description.join(' ')).toContain(`${taken}`);
      expect((await fetch(`${second.frontUrl}/metrics`)).status).toBe(200);
    } finally {
      await second.close();
    }
    await expect(fetch(`${second.frontUrl}/metrics`)).rejects.toThrow();
  });
});

describeWith(['promtool'], 'the metrics of the demo shop', ({ promtool }) => {
  test('promtool check metrics has no complaint', async () => {
    await (await fetch(`${shop.frontUrl}/products/1`)).arrayBuffer();
    for (const url of [`${shop.frontUrl}/metrics`, ...shop.targets.map((target) => target.url)]) {
      const checked = spawnSync(promtool, ['check', 'metrics'], { input: await metricsOf(url), encoding: 'utf8' });
      expect(checked.stdout + checked.stderr).toBe('');
      expect(checked.status).toBe(0);
    }
  });
});
