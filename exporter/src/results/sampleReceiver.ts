import { randomBytes } from 'node:crypto';
import type { ResultWindow } from '../core/loadDriver.ts';
import { Problem } from '../core/problem.ts';
import { createK6Samples } from './k6Samples.ts';
import { decodeWriteRequest } from './remoteWrite/decode.ts';

/** Where one generator pushes its results to. */
export interface SampleChannel {
  readonly url: string;
  /** Bearer token; good for this one channel and nothing else. */
  readonly token: string;
  /** Pushes after this are refused. */
  close(): void;
}

/** Takes in what generators push. */
export interface SampleReceiver {
  /**
   * Opens a way in for one k6 process; `onWindow` is called with what it did since its last push, and with what is known of
   * the watched metrics.
   */
  open(onWindow: (window: ResultWindow) => void, watched?: readonly string[]): SampleChannel;
  /**
   * One push: a remote-write request. Throws a Problem: `unauthorized` for a token of no open channel, `bad_request` for
   * a body that cannot be read, of which then nothing was taken.
   */
  receive(token: string, body: Uint8Array): void;
}

/**
 * @param url where the HTTP layer takes pushes in, e.g. http://127.0.0.1:9851/api/v1/samples; asked when a channel opens,
 *   since a port may be known only once it is bound
 * @param nowSeconds time of a push; generators' clocks are not trusted
 */
export function createSampleReceiver(url: () => string, nowSeconds: () => number): SampleReceiver {
  const channels = new Map<string, (body: Uint8Array) => void>();
  return {
    open: (onWindow, watched) => {
      const token = randomBytes(24).toString('base64url');
      const samples = createK6Samples(watched);
      channels.set(token, (body) => onWindow(samples.take(decodeWriteRequest(body), nowSeconds())));
      return { url: url(), token, close: () => void channels.delete(token) };
    },
    receive: (token, body) => {
      const channel = channels.get(token);
      if (channel === undefined) {
        throw new Problem('unauthorized', 'Unknown token', 'This token belongs to no run that is going on.');
      }
      channel(body);
    },
  };
}
