/** @jest-environment node */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lastValueFrom } from 'rxjs';
import { ConsoleBackend } from './consoleBackend';

let server: Server;
let base: string;
let seen: Array<{ method?: string; url?: string; type?: string; body: string }>;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      seen.push({ method: request.method, url: request.url, type: request.headers['content-type'], body });
      const status = Number(request.url?.match(/status=(\d+)/)?.[1] ?? 200);
      response.writeHead(status, { 'content-type': 'application/problem+json' });
      response.end(status === 200 ? '{"fine":true}' : '{"title":"No","detail":"not so"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('ConsoleBackend', () => {
  test('sends JSON and reads JSON', async () => {
    const call = new ConsoleBackend().fetch({ url: `${base}/x`, method: 'PATCH', data: { a: 1 } });
    const answer = await lastValueFrom(call);
    expect(answer).toMatchObject({ status: 200, ok: true, data: { fine: true } });
    expect(seen).toEqual([{ method: 'PATCH', url: '/x', type: 'application/json', body: '{"a":1}' }]);
  });

  test('throws errors of Grafana’s shape, with a way out of a missing token', async () => {
    const call = (status: number) => lastValueFrom(new ConsoleBackend().fetch({ url: `${base}/?status=${status}` }));
    await expect(call(409)).rejects.toMatchObject({ status: 409, data: { title: 'No', detail: 'not so' } });
    await expect(call(401)).rejects.toMatchObject({
      status: 401,
      data: { title: 'No', hint: expect.stringContaining('the exporter printed') },
    });
  });

  test('nobody there is status 0', async () => {
    const gone = base;
    await new Promise((resolve) => server.close(resolve));
    await expect(lastValueFrom(new ConsoleBackend().fetch({ url: `${gone}/x` }))).rejects.toMatchObject({ status: 0 });
  });
});
