import { expect, test } from 'vitest';
import type { ResultWindow } from '../core/loadDriver.ts';
import { encodeRequest } from './remoteWrite/testdata/encode.ts';
import { createSampleReceiver } from './sampleReceiver.ts';
import { histogramOf } from './testdata/arbitraryWindow.ts';

const push = (count: number): Uint8Array =>
  encodeRequest([
    {
      labels: { __name__: 'k6_http_req_duration_seconds', loadstar: 'load' },
      histogram: histogramOf(Array<number>(count).fill(0.1)),
    },
  ]);

test('each token feeds its own channel, stamped by our clock', () => {
  const windows: [string, ResultWindow][] = [];
  let now = 1;
  const receiver = createSampleReceiver(
    () => 'http://127.0.0.1:1/samples',
    () => now,
  );
  const [a, b] = ['a', 'b'].map((name) => receiver.open((window) => windows.push([name, window])));
  expect(a!.token).not.toBe(b!.token);
  receiver.receive(a!.token, push(3));
  now = 2;
  receiver.receive(b!.token, push(2));
  receiver.receive(a!.token, push(4));
  expect(windows.map(([name, { requests, timestampSeconds }]) => [name, requests, timestampSeconds])).toEqual([
    ['a', 3, 1],
    ['b', 2, 2],
    ['a', 1, 2],
  ]);
});

test('unknown and closed tokens are refused, and so are bodies that are none', () => {
  const windows: ResultWindow[] = [];
  const receiver = createSampleReceiver(
    () => '',
    () => 0,
  );
  const channel = receiver.open((window) => windows.push(window));
  expect(() => receiver.receive('guess', push(1))).toThrow(expect.objectContaining({ kind: 'unauthorized' }));
  const whole = push(5);
  expect(() => receiver.receive(channel.token, whole.subarray(0, whole.length - 1))).toThrow(
    expect.objectContaining({ kind: 'bad_request' }),
  );
  receiver.receive(channel.token, whole);
  channel.close();
  expect(() => receiver.receive(channel.token, push(9))).toThrow(expect.objectContaining({ kind: 'unauthorized' }));
  expect(windows.map(({ requests }) => requests)).toEqual([5]);
});
