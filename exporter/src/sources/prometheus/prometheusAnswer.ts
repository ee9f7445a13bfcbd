import { Problem } from '../../core/problem.ts';
import type { HttpAnswer } from '../http/httpCall.ts';
import { TransientProblem } from '../http/transientProblem.ts';

/** One series of an answer: its labels and its points, as Prometheus writes them. */
export interface AnsweredSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly points: readonly (readonly [seconds: number, value: string])[];
}

/** The envelope of every answer. Source: https://prometheus.io/docs/prometheus/latest/querying/api/ */
interface Envelope {
  readonly status: 'success' | 'error';
  readonly data?: unknown;
  readonly errorType?: string;
  readonly error?: string;
  readonly warnings?: readonly string[];
}

const LONGEST_TEXT = 300;

function envelopeOf(body: string): Envelope | null {
  try {
    const parsed = JSON.parse(body) as Envelope | null;
    return parsed?.status === 'success' || parsed?.status === 'error' ? parsed : null;
  } catch {
    return null;
  }
}

/** What a person can do about a status. */
function advice(status: number, error: string): string {
  if (status === 401) return 'check basicAuth or bearerTokenFile of the source';
  if (status === 403)
    return 'the credentials are known but may not read; check their rights, or X-Scope-OrgID in headers';
  if (status === 404) return 'no Prometheus API stands at this address; check the path of url';
  if (status >= 300 && status < 400) return 'give the address it redirects to as url';
  if (status === 400) return 'correct the expression; `promtool query instant URL EXPRESSION` shows the same error';
  if (/too many samples|exceeded maximum resolution/.test(error)) return 'lower maxPointsPerQuery of the source';
  if (status === 422) return 'the expression cannot be evaluated on these data; try it in the server’s own query page';
  return 'see the log of the server';
}

function retryAfter(answer: HttpAnswer): number | null {
  const seconds = Number(answer.headers['retry-after']);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/**
 * The data of an answer.
 *
 * Warnings are errors: Prometheus warns when a part of the data could not be read (remote storage, Thanos' partial
 * responses) or was left out of the result, and a source gives the whole window or an error. Infos are no warnings
 * (before Prometheus 3 they come among them, marked "PromQL info").
 * @param what what was asked, and of whom, for messages
 * @throws TransientProblem for 429 and the server's own errors, Problem for what will fail again
 */
export function dataOf(answer: HttpAnswer, what: string): unknown {
  const envelope = envelopeOf(answer.body);
  if (answer.status !== 200 || envelope?.status !== 'success') {
    const plain = answer.body.replaceAll(/<[^>]*>|\s+/g, ' ').trim();
    const error = envelope?.error ?? (plain === '' ? 'no text' : plain);
    const told = error.length > LONGEST_TEXT ? `${error.slice(0, LONGEST_TEXT)}…` : error;
    const detail = `${what}: status ${answer.status}, "${told}"; ${advice(answer.status, error)}`;
    if (answer.status === 429 || answer.status >= 500)
      throw new TransientProblem('Prometheus failed', detail, retryAfter(answer));
    throw new Problem('unavailable', 'Prometheus refused', detail);
  }
  const warnings = envelope.warnings?.filter((warning) => !warning.startsWith('PromQL info')) ?? [];
  if (warnings.length > 0) {
    const told = warnings.join('; ').slice(0, LONGEST_TEXT);
    throw new TransientProblem('Prometheus warned', `${what}: the data may be incomplete, "${told}"`);
  }
  return envelope.data;
}

/** Series of an instant or range query; a scalar counts as one series without labels. */
export function seriesOf(data: unknown, what: string): AnsweredSeries[] {
  const { resultType, result } = (data ?? {}) as { resultType?: string; result?: unknown };
  type Raw = { metric?: Record<string, string>; value?: [number, string]; values?: [number, string][] };
  if (resultType === 'scalar') return [{ metric: {}, points: [result as [number, string]] }];
  if ((resultType === 'vector' || resultType === 'matrix') && Array.isArray(result)) {
    return (result as Raw[]).map(({ metric, value, values }) => ({
      metric: metric ?? {},
      points: values ?? (value === undefined ? [] : [value]),
    }));
  }
  const detail = `${what}: the result is of type ${resultType ?? 'unknown'}; an expression that gives numbers is wanted`;
  throw new Problem('unprocessable', 'The result cannot be used', detail);
}
