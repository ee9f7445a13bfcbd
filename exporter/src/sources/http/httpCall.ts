import { request as httpRequest } from 'node:http';
import type { Agent, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../core/problem.ts';
import { TransientProblem } from './transientProblem.ts';

/** One HTTP request. node:http rather than fetch: fetch takes no client certificates without a further dependency. */
export interface HttpCall {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent: Agent;
  /** For the whole of it, from connecting to the last byte. */
  readonly timeoutSeconds: number;
  /** Longest answer, after decompression. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** What came back, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|ERR_SSL/;

/** A URL without user, password and query, for messages. */
export function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/**
 * Sends a request and reads its answer. Redirects are not followed, so that credentials stay with their host.
 * @throws TransientProblem for the network and time-outs; Problem for certificates and answers that are too long; the
 * signal's reason when the caller gave up
 */
export async function httpCall(call: HttpCall): Promise<HttpAnswer> {
  const deadline = AbortSignal.timeout(call.timeoutSeconds * 1000);
  try {
    const response = await send(call, AbortSignal.any([call.signal, deadline]));
    return { status: response.statusCode ?? 0, headers: response.headers, body: await readBody(response, call) };
  } catch (error) {
    call.signal.throwIfAborted();
    if (error instanceof Problem) throw error;
    const where = shownUrl(call.url);
    if (deadline.aborted)
      throw new TransientProblem('Time-out', `${where} gave no answer within ${call.timeoutSeconds} s`);
    const { code, message } = error as NodeJS.ErrnoException;
    const cause = code === undefined ? message : `${code}: ${message}`;
    if (CERTIFICATE.test(code ?? '')) {
      const advice = "give the CA that signed the server's certificate as tls.caFile, or its name as tls.serverName";
      throw new Problem('unavailable', 'TLS', `${where} is not trusted (${cause}): ${advice}`);
    }
    throw new TransientProblem('No connection', `${where} cannot be reached (${cause})`);
  }
}

function send(call: HttpCall, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, method, body, agent } = call;
  const headers = {
    'accept-encoding': 'gzip',
    ...call.headers,
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      { method, headers, agent, signal },
      resolve,
    );
    request.once('error', reject);
    request.end(body);
  });
}

async function readBody(response: IncomingMessage, call: HttpCall): Promise<string> {
  let stream: Readable = response;
  if (response.headers['content-encoding'] === 'gzip') {
    const gunzip = createGunzip();
    response.once('error', (error) => gunzip.destroy(error));
    stream = response.pipe(gunzip);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > call.maxBytes) {
        const detail = `${shownUrl(call.url)} answers with more than ${call.maxBytes / 1_048_576} MiB`;
        throw new Problem('too_large', 'The answer is too long', detail);
      }
      chunks.push(chunk);
    }
  } finally {
    // Leaves no half-read connection behind.
    if (!response.complete) response.destroy();
  }
  return Buffer.concat(chunks).toString('utf8');
}
