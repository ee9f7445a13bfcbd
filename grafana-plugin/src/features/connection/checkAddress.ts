import { isFetchError } from '@grafana/runtime';
import { problemSchema, statusSchema, type Status } from '@loadstar/exporter/contract';
import { toProblem } from '../../api/toProblem';
import type { ConnectionCheck } from './connectionCheck';

const BASE_HINT =
  'The URL is the exporter’s base address, such as http://127.0.0.1:9851, without /console, /metrics or /api.';
const REACH_HINT =
  'Check that the exporter runs, that http.listen lets it be reached from there, and that host and port are right. ' +
  'The call comes from Grafana’s server: 127.0.0.1 is that server itself, or its container.';

const failed = (text: string, hint: string): ConnectionCheck => ({ name: 'Address', state: 'failed', text, hint });

/** What a call of the exporter's status that failed says of the address. */
export function addressProblem(error: unknown, url: string): ConnectionCheck {
  const { status, detail, hint } = toProblem(error);
  if (status === null) {
    return failed(`No answer came to this page at all: ${detail}`, hint ?? 'Check that Grafana runs, then try again.');
  }
  if (status === 502 || status === 504) {
    return failed(`Nothing answers at ${url}.`, REACH_HINT);
  }
  // Loadstar's own refusals are problem documents (RFC 9457).
  if (isFetchError(error) && problemSchema.safeParse(error.data).success) {
    return failed(`The exporter at ${url} refuses to answer (${status}): ${detail}`, hint ?? BASE_HINT);
  }
  return failed(`Something answers at ${url}, but it is not a Loadstar exporter (${status}: ${detail})`, BASE_HINT);
}

/** The exporter's status out of an answer; or what the answer says of address or version instead. */
export function readStatus(answer: unknown, url: string, pluginVersion: string | null): Status | ConnectionCheck {
  const parsed = statusSchema.safeParse(answer);
  if (parsed.success) {
    return parsed.data;
  }
  const { version, startedAt } = (answer ?? {}) as { version?: unknown; startedAt?: unknown };
  if (typeof version === 'string' && typeof startedAt === 'string') {
    return {
      name: 'Version',
      state: 'failed',
      text: `The exporter is version ${version} and this plugin ${pluginVersion ?? 'another'}: they do not understand each other.`,
      hint: 'Use the same version of both.',
    };
  }
  return failed(`Something answers at ${url}, but not as a Loadstar exporter does.`, BASE_HINT);
}
