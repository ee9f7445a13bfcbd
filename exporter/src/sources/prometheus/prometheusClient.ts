import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { PrometheusSourceConfig } from '../../config/sections/prometheusSource.ts';
import { Problem } from '../../core/problem.ts';
import { httpCall, shownUrl } from '../http/httpCall.ts';
import { withRetries } from '../http/withRetries.ts';
import { authorization, tlsOptions } from './credentials.ts';
import { dataOf, seriesOf } from './prometheusAnswer.ts';
import type { AnsweredSeries } from './prometheusAnswer.ts';

const MAX_ANSWER_BYTES = 128 * 1_048_576;
const MOST_CONNECTIONS = 4;
const LONGEST_EXPRESSION = 200;

/** The query API of one Prometheus. Queries are sent as forms (POST), since expressions can be longer than URLs may be. */
export class PrometheusClient {
  readonly #config: PrometheusSourceConfig;
  #agent: HttpAgent | null = null;
  #closed = false;

  constructor(config: PrometheusSourceConfig) {
    this.#config = config;
  }

  /** Evaluates an expression at one time. */
  async query(expression: string, timeSeconds: number, signal: AbortSignal): Promise<AnsweredSeries[]> {
    const what = this.#what(expression);
    const form = { query: expression, time: timeSeconds.toFixed(3), timeout: this.#timeout() };
    return seriesOf(await this.#post('query', form, what, signal), what);
  }

  /** Evaluates an expression on a grid, both ends included; Unix seconds. */
  async queryRange(
    expression: string,
    range: { readonly startSeconds: number; readonly endSeconds: number; readonly stepSeconds: number },
    signal: AbortSignal,
  ): Promise<AnsweredSeries[]> {
    const what = this.#what(expression);
    const form = {
      query: expression,
      start: range.startSeconds.toFixed(3),
      end: range.endSeconds.toFixed(3),
      step: range.stepSeconds.toFixed(3),
      timeout: this.#timeout(),
    };
    return seriesOf(await this.#post('query_range', form, what, signal), what);
  }

  /** The server's version, e.g. `3.16.0`; null where it does not tell (Thanos, Mimir). */
  async version(signal: AbortSignal): Promise<string | null> {
    try {
      const answer = await this.#send('GET', 'status/buildinfo', undefined, signal);
      const version = (JSON.parse(answer.body) as { data?: { version?: string } }).data?.version ?? '';
      // A build without release information has an empty one.
      return version === '' ? null : version;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
    this.#agent?.destroy();
  }

  #what(expression: string): string {
    const short = expression.length > LONGEST_EXPRESSION ? `${expression.slice(0, LONGEST_EXPRESSION)}…` : expression;
    return `${shownUrl(new URL(this.#config.url))} on \`${short.replaceAll(/\s+/g, ' ')}\``;
  }

  #timeout(): string {
    return `${Math.round(this.#config.timeoutSeconds * 1000)}ms`;
  }

  #post(path: string, form: Record<string, string>, what: string, signal: AbortSignal): Promise<unknown> {
    const body = new URLSearchParams(form).toString();
    const { retries } = this.#config;
    return withRetries(async () => dataOf(await this.#send('POST', path, body, signal), what), { retries, signal });
  }

  #send(method: 'GET' | 'POST', path: string, body: string | undefined, signal: AbortSignal) {
    if (this.#closed) throw new Problem('unavailable', 'The source is closed', `${this.#config.name} was closed`);
    const url = new URL(this.#config.url);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/api/v1/${path}`;
    return httpCall({
      url,
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'loadstar',
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...this.#config.headers,
        ...authorization(this.#config),
      },
      ...(body === undefined ? {} : { body }),
      agent: this.#connections(),
      timeoutSeconds: this.#config.timeoutSeconds,
      maxBytes: MAX_ANSWER_BYTES,
      signal,
    });
  }

  /** Kept connections, bounded: queries beyond the bound wait for one. */
  #connections(): HttpAgent {
    const options = { keepAlive: true, maxSockets: MOST_CONNECTIONS };
    this.#agent ??= this.#config.url.startsWith('https:')
      ? new HttpsAgent({ ...options, ...tlsOptions(this.#config.tls) })
      : new HttpAgent(options);
    return this.#agent;
  }
}
