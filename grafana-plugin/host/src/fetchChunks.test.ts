/** @jest-environment node */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchChunks } from './fetchChunks';

let server: Server;
let address: string;
let response: Promise<ServerResponse>;

beforeEach(async () => {
  server = createServer();
  response = new Promise((resolve) => server.once('request', (_request, answer) => resolve(answer)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/stream`;
});

afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

describe('fetchChunks', () => {
  test('gives each piece when it comes, and completes with the answer', async () => {
    const texts: string[] = [];
    let heard: () => void = () => undefined;
    const completed = new Promise<void>((resolve, reject) => {
      fetchChunks(address, { url: address }).subscribe({
        next: ({ ok, data }) => {
          expect(ok).toBe(true);
          texts.push(new TextDecoder().decode(data));
          heard();
        },
        error: reject,
        complete: resolve,
      });
    });
    const answer = await response;
    for (const piece of ['one', 'two']) {
      const arrived = new Promise<void>((resolve) => (heard = () => texts.at(-1) === piece && resolve()));
      answer.write(piece);
      await arrived;
    }
    answer.end();
    await completed;
    expect(texts.filter((text) => text !== '')).toEqual(['one', 'two']);
  });

  test('whoever leaves ends the request', async () => {
    const subscription = fetchChunks(address, { url: address }).subscribe();
    const closed = response.then((answer) => new Promise((resolve) => answer.on('close', resolve)));
    await response;
    subscription.unsubscribe();
    await closed;
  });

  test('nobody there is an error', async () => {
    await new Promise((resolve) => server.close(resolve));
    await expect(
      new Promise((resolve, reject) => fetchChunks(address, { url: address }).subscribe({ error: reject })),
    ).rejects.toThrow();
  });
});
