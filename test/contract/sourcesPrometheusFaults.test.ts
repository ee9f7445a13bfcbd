import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { prometheusSourceSchema } from '../../exporter/src/config/sections/prometheusSource.ts';
import { serviceSchema } from '../../exporter/src/config/sections/services.ts';
import { Problem } from '../../exporter/src/core/problem.ts';
import { PrometheusSource } from '../../exporter/src/sources/prometheus/prometheusSource.ts';
import { freePort } from '../parts/freePort.ts';
import { describeWith } from '../parts/part.ts';
import { startProgram } from '../parts/startProgram.ts';
import type { Program } from '../parts/startProgram.ts';
import { waitFor } from '../parts/waitFor.ts';

const never = new AbortController().signal;
const NOW = { startSeconds: 1_700_000_000, endSeconds: 1_700_000_000, stepSeconds: 30 };
const ANSWER = '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1700000000,"7"]}]}}';

function sourceOf(options: Record<string, unknown>): PrometheusSource {
  const config = prometheusSourceSchema.parse({ type: 'prometheus', retries: 2, timeout: '400ms', ...options });
  return new PrometheusSource(config, [serviceSchema.parse({ name: 'a', signals: { cpu_ratio: 'vector(7)' } })]);
}

describe('source prometheus, when the server misbehaves', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  type Answer = (response: ServerResponse, request: IncomingMessage) => void;
  const good: Answer = (response) => response.end(ANSWER);

  /** A server that answers in turn, the last answer again and again; and how often it was asked. */
  async function serve(...answers: readonly Answer[]): Promise<{ url: string; asked: () => number }> {
    let asked = 0;
    const server = createServer((request, response) => {
      request.resume();
      request.once('end', () => answers[Math.min(asked++, answers.length - 1)]!(response, request));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked: () => asked };
  }

  const status =
    (code: number, body = '', headers: Record<string, string> = {}): Answer =>
    (response) =>
      response.writeHead(code, headers).end(body);

  it.each<[string, Answer]>([
    ['is overloaded', status(503, '{"status":"error","errorType":"timeout","error":"query timed out"}')],
    ['limits the rate', status(429, 'slow down', { 'retry-after': '0' })],
    ['fails', status(500, 'oops')],
    ['drops the connection', (response) => response.destroy()],
    [
      'breaks off',
      (response) => response.writeHead(200, { 'content-length': '99' }).write('{', () => response.destroy()),
    ],
    ['hangs', () => undefined],
    ['warns of missing data', status(200, ANSWER.replace('{"status', '{"warnings":["store gone"],"status'))],
  ])('tries again when it %s', async (_, answer) => {
    const server = await serve(answer, answer, good);
    const [point] = await sourceOf({ url: server.url }).read(NOW, never);
    expect(point!.values[0]).toBe(7);
    expect(server.asked()).toBe(3);
  });

  it.each<[string, Answer, RegExp]>([
    [
      'refuses the credentials',
      status(401, 'Unauthorized'),
      /127\.0\.0\.1.*`vector\(7\)`.*401.*basicAuth or bearerTokenFile/,
    ],
    ['forbids', status(403, 'no tenant'), /403, "no tenant".*X-Scope-OrgID/],
    ['redirects', status(302, '', { location: 'http://127.0.0.1:1/' }), /302.*redirects to as url/],
    ['is something else', status(200, '<html><body>Welcome</body></html>'), /status 200, "Welcome"/],
    [
      'answers another type',
      status(200, '{"status":"success","data":{"resultType":"string","result":[1,"x"]}}'),
      /of type string/,
    ],
    ['asks to wait for long', status(503, '', { 'retry-after': '3600' }), /503/],
  ])('does not ask again when it %s', async (_, answer, message) => {
    const server = await serve(answer);
    await expect(sourceOf({ url: server.url }).read(NOW, never)).rejects.toThrow(message);
    expect(server.asked()).toBe(1);
  });

  it('gives up after the last retry, with the cause', async () => {
    const server = await serve(status(503, 'busy'));
    await expect(sourceOf({ url: server.url }).read(NOW, never)).rejects.toThrow(/503, "busy"/);
    expect(server.asked()).toBe(3);
    const port = await freePort();
    const gone = sourceOf({ url: `http://127.0.0.1:${port}`, retries: 0 }).read(NOW, never);
    await expect(gone).rejects.toThrow(
      new RegExp(`http://127.0.0.1:${port}/api/v1/query cannot be reached \\(ECONNREFUSED`),
    );
  });

  it('takes infos for no warnings, in both forms', async () => {
    const info = ANSWER.replace(
      '{"status',
      '{"infos":["x"],"warnings":["PromQL info: metric might not be a counter"],"status',
    );
    const server = await serve(status(200, info));
    expect(await sourceOf({ url: server.url }).read(NOW, never)).toHaveLength(1);
  });

  it('sends headers and a form', async () => {
    let seen: IncomingMessage | undefined;
    const server = await serve((response, request) => {
      seen = request;
      good(response, request);
    });
    await sourceOf({ url: `${server.url}prefix/`, headers: { 'X-Scope-OrgID': 'team' } }).read(NOW, never);
    expect(seen?.method).toBe('POST');
    expect(seen?.url).toBe('/prefix/api/v1/query');
    expect(seen?.headers).toMatchObject({
      'x-scope-orgid': 'team',
      'content-type': 'application/x-www-form-urlencoded',
    });
  });

  it('waits for no retry once the read is given up', async () => {
    const server = await serve(status(503, 'busy', { 'retry-after': '20' }));
    const controller = new AbortController();
    const read = sourceOf({ url: server.url }).read(NOW, controller.signal);
    await waitFor('the first try', () => server.asked() === 1);
    controller.abort(new Error('given up'));
    await expect(read).rejects.toThrow();
    expect(server.asked()).toBe(1);
  });
});

describeWith(['prometheus2'], 'source prometheus behind TLS with a password', ({ prometheus2 }) => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-tls-'));
  const file = (name: string, text?: string): string => {
    if (text !== undefined) writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  let program: Program;
  let url: string;

  /** A certificate of `shop.example`, signed by itself. */
  const certificate = (name: string): void => {
    const subject = ['-subj', '/CN=shop.example', '-addext', 'subjectAltName=DNS:shop.example'];
    const keys = ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`), '-newkey', 'rsa:2048'];
    execFileSync('openssl', ['req', '-x509', '-nodes', '-days', '2', ...keys, ...subject], { stdio: 'ignore' });
  };

  beforeAll(async () => {
    certificate('server');
    certificate('client');
    const port = await freePort();
    url = `https://127.0.0.1:${port}`;
    // The password is "hunter2".
    const web = `
tls_server_config: {cert_file: server.pem, key_file: server.key, client_auth_type: RequireAndVerifyClientCert, client_ca_file: client.pem}
basic_auth_users: {loadstar: $2b$04$jWeZcRhY.zM3piSvkbW7deDbganQu0TTFe4O9uliVGtbpHkdeSXJa}
`;
    program = startProgram(prometheus2, [
      `--config.file=${file('prometheus.yml', 'global: {}\n')}`,
      `--web.config.file=${file('web.yml', web)}`,
      `--storage.tsdb.path=${file('data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]);
    await waitFor('Prometheus behind TLS', () => {
      if (program.child.exitCode !== null) throw new Error(program.output());
      return program.output().includes('ready to receive web requests');
    });
  });
  afterAll(async () => {
    await program?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const tls = () => ({
    caFile: file('server.pem'),
    certFile: file('client.pem'),
    keyFile: file('client.key'),
    serverName: 'shop.example',
  });
  const basicAuth = () => ({ username: 'loadstar', passwordFile: file('password', 'hunter2\n') });
  const read = (options: Record<string, unknown>) =>
    sourceOf({ url, retries: 0, timeout: '5s', tls: tls(), basicAuth: basicAuth(), ...options }).read(NOW, never);

  it('reads with its CA, client certificate, server name and password', async () => {
    expect([...(await read({}))[0]!.values]).toEqual([7]);
    expect(
      await read({ tls: { ...tls(), caFile: undefined, serverName: undefined, insecureSkipVerify: true } }),
    ).toHaveLength(1);
  });

  it.each<[string, () => Record<string, unknown>, RegExp]>([
    [
      'a server that no CA vouches for',
      () => ({ tls: { ...tls(), caFile: undefined } }),
      /is not trusted.*tls\.caFile/,
    ],
    [
      'a server of another name',
      () => ({ tls: { ...tls(), serverName: undefined } }),
      /is not trusted.*tls\.serverName/,
    ],
    [
      'no client certificate',
      () => ({ tls: { ...tls(), certFile: undefined, keyFile: undefined } }),
      /cannot be reached|not trusted/,
    ],
    [
      'a wrong password',
      () => ({ basicAuth: { username: 'loadstar', passwordFile: file('wrong', 'hunter3') } }),
      /401.*check basicAuth/,
    ],
    [
      'a password file that is not there',
      () => ({ basicAuth: { username: 'loadstar', passwordFile: file('none') } }),
      /none cannot be read \(ENOENT\)/,
    ],
    [
      'a CA file that is not there',
      () => ({ tls: { ...tls(), caFile: file('none') } }),
      /tls\.caFile: .*none cannot be read/,
    ],
    ['a CA file that holds something else', () => ({ tls: { ...tls(), caFile: file('wrong', 'hunter3') } }), /./],
  ])('refuses %s, without telling secrets', async (_, options, message) => {
    const problem: unknown = await read(options()).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect((problem as Problem).message).toMatch(message);
    expect((problem as Problem).message).not.toMatch(/hunter|Basic /);
  });
});
