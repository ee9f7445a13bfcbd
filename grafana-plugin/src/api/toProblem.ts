import { isFetchError } from '@grafana/runtime';
import { problemSchema } from '@loadstar/exporter/contract';
import { ApiError, type ApiProblem } from './apiProblem';

const UNREACHABLE: Omit<ApiProblem, 'status'> = {
  title: 'The exporter does not answer',
  detail: 'No answer came from the Loadstar exporter.',
  fields: [],
  hint: 'Check that it runs and that the address in the app’s configuration is right. This page goes on trying.',
};

/** What helps with a status, whatever the answer said. */
const HINTS: Readonly<Record<number, string>> = {
  401: 'The exporter refused the token. An admin sets it on the app’s Configuration page.',
  403: 'Starting, steering and stopping tests needs the Editor role.',
};

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Whatever a call threw, as a problem to show. Understands RFC 9457 answers, Grafana's own errors and lost networks. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiError) {
    return error.problem;
  }
  if (!isFetchError(error)) {
    return { ...UNREACHABLE, status: null, detail: error instanceof Error ? error.message : UNREACHABLE.detail };
  }
  const data: Record<string, unknown> = typeof error.data === 'object' && error.data !== null ? error.data : {};
  const hint = textOf(data['hint']) ?? HINTS[error.status] ?? null;
  const parsed = problemSchema.safeParse(data);
  if (parsed.success) {
    const { title, detail, errors } = parsed.data;
    return { title, detail, status: error.status, fields: errors, hint };
  }
  // 502 and 504 come from Grafana's proxy, 0 and less from a browser that got nothing.
  if (!(error.status > 0) || error.status === 502 || error.status === 504) {
    return { ...UNREACHABLE, status: error.status > 0 ? error.status : null, hint: hint ?? UNREACHABLE.hint };
  }
  return {
    title: `The call failed (${error.status})`,
    detail: textOf(data['message']) ?? textOf(error.statusText) ?? 'The answer gave no reason.',
    status: error.status,
    fields: [],
    hint,
  };
}
