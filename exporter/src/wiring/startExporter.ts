import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { Config } from '../config/config.ts';
import { Problem } from '../core/problem.ts';
import { systemClock } from '../core/clock.ts';
import { createApp } from '../http/createApp.ts';
import { createRuns } from './createRuns.ts';
import { DecisionLog } from './decisionLog.ts';
import { ensureToken } from './ensureToken.ts';
import { httpDeps } from './httpDeps.ts';
import { MetricsPage } from './metricsPage.ts';
import { syntheticPast } from './syntheticPast.ts';
import { watchServices } from './watchServices.ts';

/** A running exporter. */
export interface Exporter {
  readonly url: string;
  /** What runs where, a line each, for the terminal. */
  readonly description: readonly string[];
  /** Stops runs, reads and the server; resolves when nothing is left. */
  close(): Promise<void>;
}

/** Starts everything. @throws Problem where the port is taken or the token file is wrong */
export async function startExporter(config: Config): Promise<Exporter> {
  const log = pino({ name: 'loadstar' }, pino.destination(2));
  const onError = (message: string, error: unknown): void => log.error(error, message);
  const clock = systemClock(config.clock.secondsPerDay);
  const token = ensureToken(config.http.tokenFile);
  const decisions = new DecisionLog();
  const onDecision = decisions.add.bind(decisions);
  const synthetic = await syntheticPast(config);
  let baseUrl = '';
  const runs = createRuns(config, clock, { baseUrl: () => baseUrl, onDecision, onError });
  const watching = watchServices(config, clock, {
    onCycle: () => void page.render().catch((error: unknown) => onError('rendering the metrics failed', error)),
    onDecision,
    onError,
  });
  const page = new MetricsPage({
    config,
    services: () => watching.configs(),
    clock,
    runs,
    decisions,
    snapshot: () => watching.pipeline.snapshot(),
  });
  const app = createApp(httpDeps({ config, clock, token, watching, runs, decisions, page, synthetic }), onError);
  const closeParts = (): Promise<unknown> => Promise.all([runs.controller.close(), watching.close()]);
  const server = await listen(app, config.http.listen).catch(async (error: unknown) => {
    await closeParts();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  const host = reachable(config.http.listen.host);
  baseUrl = `http://${host}:${port}`;
  log.info({ url: baseUrl, services: config.services.length, tests: config.tests.length }, 'listening');
  return {
    url: baseUrl,
    description: [
      `Loadstar listens on ${baseUrl}`,
      `  console  ${baseUrl}/console/?token=${encodeURIComponent(token)}`,
      `  metrics  ${baseUrl}/metrics`,
      `  token    ${config.http.tokenFile}`,
    ],
    close: async () => {
      // Runs end first: their last results still want to be taken in.
      await closeParts();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An address that this machine reaches itself by. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function listen(
  app: ReturnType<typeof createApp>,
  address: { readonly host: string; readonly port: number },
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(address.port, address.host);
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${address.host}:${address.port}`;
      const cause = error.code === 'EADDRINUSE' ? 'another program listens there already' : error.message;
      reject(
        new Problem('unavailable', 'Cannot listen', `${where}: ${cause}.`, [
          { path: 'http.listen', value: where, allowed: 'a free address and port' },
        ]),
      );
    });
  });
}
