import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema, sessionSchema } from '../../contract/index.ts';
import type { HttpDeps } from '../deps.ts';
import { problemResponse } from '../problemResponse.ts';
import { sessionRoutes } from './session.ts';

const TOKEN = 'a-token-that-nobody-guesses';
const bearer = { authorization: `Bearer ${TOKEN}` };

let server: Server;
let base: string;

beforeAll(async () => {
  const deps = { token: TOKEN, allowedOrigins: ['http://grafana.example:3000'] } as unknown as HttpDeps;
  const app = express()
    .use(sessionRoutes(deps))
    .use(problemResponse(() => undefined));
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const session = (headers: Record<string, string> = {}): Promise<Response> => fetch(`${base}/session`, { headers });

describe('trying a token', () => {
  it.each([
    ['a token in the header', bearer, 'api'],
    ['the console’s cookie', { cookie: `loadstar_token=${TOKEN}` }, 'console'],
    ['a token that Grafana hands on', { ...bearer, 'x-grafana-context': 'signed-by-nobody' }, 'Grafana, unverified'],
    ['an allowed origin', { ...bearer, origin: 'http://grafana.example:3000' }, 'api'],
  ])('says who the caller is taken for: %s', async (_name, headers, actor) => {
    const response = await session(headers);
    expect(response.status).toBe(200);
    expect(sessionSchema.parse(await response.json())).toEqual({ actor, role: 'editor' });
  });

  it.each([
    ['no token', {}, 401, 'needs'],
    [
      'the header without a token, as Grafana sends it while none is configured',
      { authorization: 'Bearer ' },
      401,
      'needs',
    ],
    ['another token', { authorization: 'Bearer wrong' }, 401, 'is not the one'],
    ['another cookie', { cookie: 'loadstar_token=wrong' }, 401, 'is not the one'],
    ['a page of another site, even with the token', { ...bearer, origin: 'http://evil.example' }, 403, 'evil.example'],
  ])('refuses %s and says why', async (_name, headers, status, detail) => {
    const response = await session(headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(problemSchema.parse(await response.json()).detail).toContain(detail);
  });
});
