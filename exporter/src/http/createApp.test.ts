import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../core/problem.ts';
import type { RunRecord } from '../core/runState.ts';
import { problemSchema, runSchema, servicesSchema, statusSchema } from '../contract/index.ts';
import { createApp } from './createApp.ts';
import type { HttpDeps, RunUpdate } from './deps.ts';

const TOKEN = 'a-token-that-nobody-guesses';

const record: RunRecord = {
  id: 'r1',
  test: 'browse',
  service: 'storefront',
  driver: 'k6',
  actor: 'api',
  state: 'running',
  targetRequestsPerSecond: 20,
  ceilingRequestsPerSecond: 100,
  durationSeconds: 60,
  runners: 1,
  createdAt: 1_700_000_000,
  startedAt: 1_700_000_001,
  endedAt: null,
  verdict: null,
  reason: null,
  notices: [],
  totals: { requests: 5, errors: 0, refused: 0 },
  latency: null,
  seconds: [],
};

let server: Server;
let base: string;
let port: number;
const folder = mkdtempSync(join(tmpdir(), 'loadstar-console-'));
const asked: string[] = [];
let publish: (update: RunUpdate) => void = () => undefined;
let unsubscribed = 0;

const deps: HttpDeps = {
  listenHost: '127.0.0.1',
  token: TOKEN,
  allowedOrigins: ['http://grafana.example:3000'],
  consoleFolder: folder,
  snapshot: () => null,
  metricsText: () => Promise.resolve('loadstar_series 3\n'),
  readiness: () => ({ ready: false, reasons: ['prometheus: connection refused'] }),
  status: () => ({
    version: '0.1.0',
    startedAt: '2026-01-01T00:00:00.000Z',
    now: '2026-01-01T00:00:00.000Z',
    cycle: { intervalSeconds: 30, lastAt: null },
    clock: { secondsPerDay: 600, label: '1 day = 10 min', dayFraction: 0.5 },
    ready: false,
    notices: [{ level: 'info', text: 'a <b>notice</b>' }],
  }),
  history: {
    recent: () => ({ startSeconds: 0, stepSeconds: 1, values: new Float64Array() }),
    syntheticBeforeSeconds: () => null,
    limit: () => null,
    scores: () => ({ timestamps: [], scores: [] }),
  },
  runs: {
    list: () => [record],
    get: (id) => (id === record.id ? record : undefined),
    start: ({ test, actor }) => {
      asked.push(`start ${test} by ${actor}`);
      if (test === 'browse') return Promise.resolve(record);
      return Promise.reject(
        new Problem('not_found', 'No such test', `no test "${test}"`, [{ path: 'test', allowed: 'browse' }]),
      );
    },
    steer: (_id, change, actor) => {
      asked.push(`steer ${JSON.stringify(change)} by ${actor}`);
      return Promise.resolve(record);
    },
    stop: (_id, actor, reason) => {
      asked.push(`stop by ${actor}: ${reason}`);
      return Promise.resolve(record);
    },
    subscribe: (_id, listener) => {
      publish = listener;
      return () => (unsubscribed += 1);
    },
    receiveSamples: (token, body) => {
      if (token !== 'run-token') throw new Problem('unauthorized', 'Wrong token', 'no such run');
      asked.push(`samples ${body.length}`);
    },
  },
  tests: () => Promise.resolve([]),
  decisions: () => [],
  config: () => ({}),
};

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>console</title>');
  const app = createApp(deps, () => undefined);
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  port = (server.address() as AddressInfo).port;
  base = `http://127.0.0.1:${port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const bearer = { authorization: `Bearer ${TOKEN}` };

/** fetch forbids setting Host; the plain client does not. */
function getAs(host: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const client = httpRequest({ host: '127.0.0.1', port, path, headers: { host } }, (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    client.on('error', reject).end();
  });
}

describe('reading', () => {
  it('answers by its own contract', async () => {
    statusSchema.parse(await (await fetch(`${base}/api/v1/status`)).json());
    servicesSchema.parse(await (await fetch(`${base}/api/v1/services`)).json());
    runSchema.parse(await (await fetch(`${base}/api/v1/runs/r1`)).json());
  });

  it('serves metrics in the text format and says why it is not ready', async () => {
    const metrics = await fetch(`${base}/metrics`);
    expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await metrics.text()).toContain('loadstar_series 3');
    const ready = await fetch(`${base}/-/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('prometheus: connection refused');
    expect((await fetch(`${base}/-/healthy`)).status).toBe(200);
  });

  it('escapes what it puts into the landing page', async () => {
    expect(await (await fetch(base)).text()).toContain('a &#60;b&#62;notice');
  });

  it('names what is missing', async () => {
    const response = await fetch(`${base}/api/v1/services/nope`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(problemSchema.parse(await response.json()).detail).toContain('"nope"');
  });

  it('describes every route that needs the token as such: what changes something, and the trial of a token', async () => {
    const document = (await (await fetch(`${base}/api/v1/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { security?: unknown }>>;
    };
    expect(Object.keys(document.paths)).toContain('/api/v1/runs/{id}/steer');
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        expect(operation.security !== undefined, `${method} ${path}`).toBe(
          method !== 'get' || path === '/api/v1/session',
        );
      }
    }
  });
});

describe('changing', () => {
  it('is refused without the token, and nothing is asked of the runs', async () => {
    asked.length = 0;
    for (const path of ['/api/v1/runs', '/api/v1/runs/r1/stop']) {
      expect((await post(path, { test: 'browse' })).status).toBe(401);
      expect((await post(path, { test: 'browse' }, { authorization: 'Bearer wrong' })).status).toBe(401);
    }
    expect(asked).toEqual([]);
  });

  it('is refused to pages of other sites, even with the token', async () => {
    expect((await post('/api/v1/runs', { test: 'browse' }, { ...bearer, origin: 'http://evil.example' })).status).toBe(
      403,
    );
    expect(
      (await post('/api/v1/runs', { test: 'browse' }, { ...bearer, origin: 'http://grafana.example:3000' })).status,
    ).toBe(201);
  });

  it('starts with the token and says who asked', async () => {
    asked.length = 0;
    expect((await post('/api/v1/runs', { test: 'browse' }, bearer)).status).toBe(201);
    await post('/api/v1/runs', { test: 'browse' }, { ...bearer, 'x-grafana-context': 'signed-by-nobody' });
    expect(asked).toEqual(['start browse by api', 'start browse by Grafana, unverified']);
  });

  it('lists every wrong field at once and starts nothing', async () => {
    asked.length = 0;
    const response = await post('/api/v1/runs', { tset: 'browse', requestsPerSecond: -1 }, bearer);
    expect(response.status).toBe(400);
    const { errors } = problemSchema.parse(await response.json());
    expect(errors.map((error) => error.path)).toEqual(expect.arrayContaining(['test', 'requestsPerSecond']));
    expect((await post('/api/v1/runs', 'not an object', bearer)).status).toBe(400);
    expect(
      (
        await fetch(`${base}/api/v1/runs`, {
          method: 'POST',
          headers: { ...bearer, 'content-type': 'application/json' },
          body: '{',
        })
      ).status,
    ).toBe(400);
    expect(asked).toEqual([]);
  });

  it('takes results only with the token of a run', async () => {
    asked.length = 0;
    const send = (authorization: string): Promise<Response> =>
      fetch(`${base}/api/v1/samples`, {
        method: 'POST',
        headers: { authorization, 'content-encoding': 'snappy' },
        body: new Uint8Array(7),
      });
    expect((await send('Bearer other')).status).toBe(401);
    expect((await send('Bearer run-token')).status).toBe(204);
    expect(asked).toEqual(['samples 7']);
  });
});

describe('names', () => {
  it('answers to loopback names only while it listens on loopback', async () => {
    expect(await getAs(`localhost:${port}`, '/api/v1/status')).toBe(200);
    expect(await getAs('rebound.example', '/api/v1/status')).toBe(403);
  });
});

describe('console', () => {
  it('exchanges the token in the address for a cookie that starts runs from its own origin only', async () => {
    const entry = await fetch(`${base}/console/?token=${TOKEN}`, { redirect: 'manual' });
    expect(entry.status).toBe(303);
    expect(entry.headers.get('location')).toBe('/console/');
    const cookie = entry.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const headers = { cookie: cookie.split(';')[0] ?? '', origin: base };
    expect((await post('/api/v1/runs', { test: 'browse' }, headers)).status).toBe(201);
    expect((await post('/api/v1/runs', { test: 'browse' }, { ...headers, origin: 'http://127.0.0.1:1' })).status).toBe(
      403,
    );
  });

  it('refuses another token and serves the app on its pages', async () => {
    expect((await fetch(`${base}/console/?token=old`, { redirect: 'manual' })).status).toBe(401);
    expect(await (await fetch(`${base}/console/run`)).text()).toContain('<title>console</title>');
    expect((await fetch(`${base}/console/missing.js`)).status).toBe(404);
  });
});

describe('events of a run', () => {
  it('sends the record, then every change, and ends with the run', async () => {
    const response = await fetch(`${base}/api/v1/runs/r1/events`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    setTimeout(() => {
      publish({
        type: 'second',
        second: {
          timestampSeconds: 5,
          targetRequestsPerSecond: 20,
          requests: 19,
          errors: 1,
          refused: 0,
          droppedIterations: 0,
          vus: 2,
          p50Seconds: 0.1,
          p95Seconds: null,
          p99Seconds: null,
        },
      });
      publish({ type: 'run', record: { ...record, state: 'finished', verdict: 'passed' } });
    }, 20);
    const text = await response.text();
    expect(text.match(/^event: \w+/gm)).toEqual(['event: run', 'event: second', 'event: run']);
    expect(text).toContain('"actualRequestsPerSecond":19');
    expect(unsubscribed).toBe(1);
  });
});
