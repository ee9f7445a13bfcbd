import type { Status } from '@loadstar/exporter/contract';
import { answeringBackend } from '../../testdata/answeringBackend';
import { checkConnection, type TestedConnection } from './checkConnection';

const status: Status = {
  version: '0.1.0',
  startedAt: '2026-11-20T10:00:00.000Z',
  now: '2026-11-20T10:00:00.000Z',
  cycle: { intervalSeconds: 5, lastAt: null },
  clock: { secondsPerDay: 86_400, label: null, dayFraction: 0.5 },
  ready: true,
  notices: [],
};
const session = { actor: 'Grafana, unverified', role: 'editor' };
const problem = (code: number, detail: string) => ({
  type: 'about:blank',
  title: 'No',
  status: code,
  detail,
  errors: [],
});
const saved = { url: 'http://exporter:9851', tokenKept: true, pluginVersion: '0.1.0' };

/** What an exporter answers to both calls; a number is a status with which the call fails. */
type Answer = { readonly [key: string]: unknown } | string | readonly [status: number, data: unknown];

async function outcome(answers: { status: Answer; session?: Answer }, change: Partial<TestedConnection> = {}) {
  const calls = answeringBackend(({ url }) => {
    const answer = url.endsWith('/session') ? (answers.session ?? session) : answers.status;
    if (Array.isArray(answer)) {
      throw { status: answer[0] as number, data: answer[1] as unknown, config: {} };
    }
    return answer;
  });
  const checks = await checkConnection({ ...saved, ...change });
  expect(calls.every(({ method }) => method === 'GET')).toBe(true);
  expect(checks.map(({ name }) => name)).toEqual(['Address', 'Version', 'Token', 'Readiness']);
  return { checks, states: checks.map(({ state }) => state).join(' ') };
}

describe('checkConnection', () => {
  test('all is well', async () => {
    const { checks, states } = await outcome({ status });
    expect(states).toBe('passed passed passed passed');
    expect(checks[2]?.text).toContain('Grafana, unverified');
  });

  test.each<[string, Answer, string]>([
    ['the exporter is not reachable', [502, ''], 'Nothing answers at http://exporter:9851'],
    ['the exporter is too slow for the proxy', [504, ''], 'Nothing answers at'],
    ['the page reaches nobody', [0, { message: 'Failed to fetch' }], 'No answer came to this page'],
    ['another server has no such page', [404, '<html>'], 'not a Loadstar exporter'],
    ['another server answers with a page', '<!doctype html>', 'not as a Loadstar exporter does'],
    ['another server answers with JSON', { status: 'success', data: {} }, 'not as a Loadstar exporter does'],
    ['another server answers nothing', [200, null], 'not a Loadstar exporter'],
    [
      'the exporter refuses the host name',
      [403, problem(403, 'does not answer to the name "x"')],
      'refuses to answer (403)',
    ],
  ])('%s', async (_name, answer, text) => {
    const { checks, states } = await outcome({ status: answer });
    expect(states).toBe('failed skipped skipped skipped');
    expect(checks[0]?.text).toContain(text);
    expect(checks[0]?.hint).toBeTruthy();
  });

  test.each<[string, Answer, string]>([
    ['another version that is understood', { ...status, version: '0.2.0' }, 'passed warning passed passed'],
    ['a patch release', { ...status, version: '0.1.7' }, 'passed passed passed passed'],
    [
      'a version that is not understood',
      { version: '9.0.0', startedAt: status.startedAt },
      'passed failed skipped skipped',
    ],
  ])('%s', async (_name, answer, expected) => {
    const { checks, states } = await outcome({ status: answer });
    expect(states).toBe(expected);
    expect(checks[1]?.text).toContain((answer as { version: string }).version);
  });

  test('an unknown version of the plugin is no fault', async () => {
    expect((await outcome({ status }, { pluginVersion: null })).states).toBe('passed passed passed passed');
  });

  test.each<[string, Answer, boolean, string]>([
    ['a wrong token', [401, problem(401, 'The token is not the one in http.tokenFile.')], true, 'is not the one'],
    ['no token', [401, problem(401, 'needs a token')], false, 'No token is saved'],
    ['an exporter that cannot try tokens', [404, problem(404, 'Nothing is there')], true, 'cannot try tokens'],
    ['an answer of another shape', { actor: 5 }, true, 'another shape'],
  ])('%s', async (_name, answer, tokenKept, text) => {
    const { checks, states } = await outcome({ status, session: answer }, { tokenKept });
    expect(states).toBe('passed passed failed passed');
    expect(checks[2]?.text).toContain(text);
    expect(checks[2]?.hint).toBeTruthy();
  });

  test('an exporter that is not ready gives its reasons', async () => {
    const notices: Status['notices'] = [
      { level: 'info', text: 'History is synthetic.' },
      { level: 'warning', text: 'prometheus: connection refused' },
    ];
    const { checks, states } = await outcome({ status: { ...status, ready: false, notices } });
    expect(states).toBe('passed passed passed warning');
    expect(checks[3]?.reasons).toEqual(['prometheus: connection refused']);
  });
});
