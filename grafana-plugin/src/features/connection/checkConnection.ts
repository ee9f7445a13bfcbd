import { sessionSchema, type Status } from '@loadstar/exporter/contract';
import { requests } from '../../api/requests';
import { send } from '../../api/send';
import { toProblem } from '../../api/toProblem';
import { addressProblem, readStatus } from './checkAddress';
import { CHECKS, type ConnectionCheck } from './connectionCheck';

/** What is tested, as it is saved. */
export interface TestedConnection {
  readonly url: string;
  /** Whether a token is saved. */
  readonly tokenKept: boolean;
  /** Version of this plugin; null where it is not known. */
  readonly pluginVersion: string | null;
}

/** Tests a saved connection without changing anything: one entry for each of `CHECKS`, in their order. */
export async function checkConnection(connection: TestedConnection): Promise<ConnectionCheck[]> {
  const { url, pluginVersion } = connection;
  let answer: unknown;
  try {
    answer = (await send(requests.status())).data;
  } catch (error) {
    return completed([addressProblem(error, url)]);
  }
  const status = readStatus(answer, url, pluginVersion);
  const reached: ConnectionCheck = { name: 'Address', state: 'passed', text: `A Loadstar exporter answers at ${url}.` };
  if ('state' in status) {
    return completed(status.name === 'Address' ? [status] : [reached, status]);
  }
  return [reached, versionCheck(status.version, pluginVersion), await tokenCheck(connection), readinessCheck(status)];
}

/** The rest, which was not tested. */
function completed(checks: readonly ConnectionCheck[]): ConnectionCheck[] {
  const rest = CHECKS.slice(checks.length).map((name) => ({ name, state: 'skipped', text: 'Not tested.' }) as const);
  return [...checks, ...rest];
}

/** Patch releases of one minor version understand each other. */
function versionCheck(exporter: string, plugin: string | null): ConnectionCheck {
  const minor = (version: string): string => version.split('.').slice(0, 2).join('.');
  if (plugin === null || minor(plugin) === minor(exporter)) {
    const both = plugin === null ? '' : plugin === exporter ? ', as this plugin' : `, and this plugin ${plugin}`;
    return { name: 'Version', state: 'passed', text: `The exporter is version ${exporter}${both}.` };
  }
  return {
    name: 'Version',
    state: 'warning',
    text: `The exporter is version ${exporter}, and this plugin ${plugin}.`,
    hint: 'Use the same version of both.',
  };
}

async function tokenCheck({ tokenKept }: TestedConnection): Promise<ConnectionCheck> {
  const failed = (text: string, hint: string | null): ConnectionCheck => ({
    name: 'Token',
    state: 'failed',
    text,
    ...(hint === null ? {} : { hint }),
  });
  try {
    const session = sessionSchema.safeParse((await send(requests.session())).data);
    return session.success
      ? { name: 'Token', state: 'passed', text: `It is accepted; the decision log says “${session.data.actor}”.` }
      : failed('The exporter’s answer is of another shape.', 'Use the same version of plugin and exporter.');
  } catch (error) {
    const { status, detail, hint } = toProblem(error);
    if (status === 404) {
      return failed('The exporter cannot try tokens.', 'Use the same version of plugin and exporter.');
    }
    if (status === 401 && !tokenKept) {
      return failed('No token is saved.', 'Enter the content of the exporter’s http.tokenFile above, and save.');
    }
    return failed(status === 401 ? `The exporter refuses the token: ${detail}` : detail, hint);
  }
}

function readinessCheck({ ready, notices }: Status): ConnectionCheck {
  if (ready) {
    return { name: 'Readiness', state: 'passed', text: 'The exporter is ready: its figures are live.' };
  }
  const reasons = notices.filter(({ level }) => level === 'warning').map(({ text }) => text);
  return {
    name: 'Readiness',
    state: 'warning',
    text: reasons.length > 0 ? 'The exporter is not ready:' : 'The exporter is not ready; it gives no reason.',
    reasons,
    hint: 'Its pages fill once it is ready. Its log and its /-/ready say the same.',
  };
}
