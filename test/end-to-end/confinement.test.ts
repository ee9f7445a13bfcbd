import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProblemDetails, Run } from '@loadstar/exporter/contract';
import { describeWith } from '../parts/part.ts';
import { freePort } from '../parts/freePort.ts';
import { startExporter } from '../parts/startExporter.ts';
import type { RunningExporter } from '../parts/startExporter.ts';
import { waitFor } from '../parts/waitFor.ts';

/** A server that counts what it hears. */
async function listener(address: string): Promise<{ server: Server; url: string; heard: () => number }> {
  let heard = 0;
  const server = createServer((request, response) => {
    if (request.url === '/redirect') response.writeHead(302, { location: String(request.headers['x-elsewhere']) });
    else if (request.url === '/metrics') response.write('# TYPE busy gauge\nbusy 0.5\n');
    heard += request.url === '/metrics' ? 0 : 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return { server, url: `http://${address}:${(server.address() as AddressInfo).port}`, heard: () => heard };
}

/** An ordinary script, but for where it goes: straight to another address, and there by way of a redirect. */
const straying = (elsewhere: string): string => `
import http from 'k6/http';
export default function () {
  http.get(__ENV.TARGET + '/');
  http.get('${elsewhere}/');
  http.get(__ENV.TARGET + '/redirect', { headers: { 'x-elsewhere': '${elsewhere}/' } });
}
`;

describeWith(['k6'], 'confinement', ({ k6 }) => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-confined-'));
  let allowed: Awaited<ReturnType<typeof listener>>;
  let forbidden: Awaited<ReturnType<typeof listener>>;
  let exporter: RunningExporter;

  beforeAll(async () => {
    allowed = await listener('127.0.0.2');
    forbidden = await listener('127.0.0.3');
    const port = await freePort();
    writeFileSync(join(folder, 'stray.js'), straying(forbidden.url));
    writeFileSync(join(folder, 'broken.js'), 'export default function () {');
    const test = (name: string, script: string, target: string): string =>
      `{ name: ${name}, service: victim, script: ${script}, target: "${target}", requestsPerSecond: 30, maxRequestsPerSecond: 60, duration: 6s }`;
    writeFileSync(
      join(folder, 'loadstar.yml'),
      `
interval: 1s
data: ${join(folder, 'data')}
http: { listen: "127.0.0.1:${port}" }
drivers: { k6: { path: ${k6} } }
sources:
  - type: scrape
    targets: [{ service: victim, instance: a, url: "${allowed.url}/metrics" }]
    signals: { cpu_ratio: { kind: gauge, metric: busy } }
services: [{ name: victim }]
targets: { allow: ["127.0.0.2"], maxRequestsPerSecond: 60 }
tests:
  - ${test('stray', 'stray.js', allowed.url)}
  - ${test('broken', 'broken.js', allowed.url)}
`,
    );
    exporter = await startExporter({
      config: join(folder, 'loadstar.yml'),
      url: `http://127.0.0.1:${port}`,
      tokenFile: join(folder, 'data', 'token'),
    });
  });
  afterAll(async () => {
    await exporter?.stop();
    allowed?.server.close();
    forbidden?.server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets a script that tries another address of the machine get nothing through, and the run says so', async () => {
    const { status, body } = await exporter.api<Run>('POST', 'runs', { test: 'stray' });
    expect(status, JSON.stringify(body)).toBe(201);
    const run = await waitFor(
      'the run to end',
      async () => {
        const now = (await exporter.api<Run>('GET', `runs/${body.id}`)).body;
        return now.state === 'finished' ? now : null;
      },
      60,
    );
    expect(allowed.heard()).toBeGreaterThan(30);
    expect(forbidden.heard()).toBe(0);
    expect(run.totals.refused).toBeGreaterThan(0);
    expect(run.notices.join(' ')).toMatch(/refused/);
  });

  it('names the error of a script that does not compile, and starts nothing', async () => {
    const before = allowed.heard();
    const { status, body } = await exporter.api<ProblemDetails>('POST', 'runs', { test: 'broken' });
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toMatch(/broken\.js/);
    expect(allowed.heard()).toBe(before);
    expect((await exporter.api<{ runs: Run[] }>('GET', 'runs')).body.runs.some((run) => run.test === 'broken')).toBe(
      false,
    );
  });

  it('says how to get k6 where there is none, and starts nothing', async () => {
    const port = await freePort();
    const config = join(folder, 'nok6.yml');
    const text = readFileSync(join(folder, 'loadstar.yml'), 'utf8');
    writeFileSync(
      config,
      text
        .replace(/^drivers:.*$/m, '')
        .replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${port}`)
        .replaceAll(join(folder, 'data'), join(folder, 'data2')),
    );
    const without = await startExporter({
      config,
      url: `http://127.0.0.1:${port}`,
      tokenFile: join(folder, 'data2', 'token'),
      env: { PATH: '/nonexistent' },
    });
    try {
      const { status, body } = await without.api<ProblemDetails>('POST', 'runs', { test: 'stray' });
      expect(status).toBe(503);
      expect(body.detail).toMatch(/Install k6 2\.x/);
      expect((await without.api<{ runs: Run[] }>('GET', 'runs')).body.runs).toEqual([]);
    } finally {
      await without.stop();
    }
  });

  it('refuses a configuration whose target is not allowed, with the field', async () => {
    const config = join(folder, 'forbidden.yml');
    writeFileSync(
      config,
      `
sources: [{ type: scrape, targets: [{ service: victim, instance: a, url: "${allowed.url}/metrics" }], signals: { cpu_ratio: { kind: gauge, metric: busy } } }]
services: [{ name: victim }]
targets: { allow: ["127.0.0.2"] }
tests: [{ name: t, service: victim, script: stray.js, target: "${forbidden.url}", requestsPerSecond: 1 }]
`,
    );
    await expect(startExporter({ config, url: 'http://127.0.0.1:1', tokenFile: '' })).rejects.toThrow(
      /tests\[0\]\.target/,
    );
  });
});
