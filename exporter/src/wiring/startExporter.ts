import { join } from 'node:path';
import { pino } from 'pino';
import type { Config } from '../config/config.ts';
import { systemClock } from '../core/clock.ts';
import type { Decision } from '../core/decision.ts';
import { SeriesHistory } from '../history/seriesHistory.ts';
import { createApp } from '../http/createApp.ts';
import { createRuns } from './createRuns.ts';
import { DecisionLog } from './decisionLog.ts';
import { ensureToken } from './ensureToken.ts';
import { httpDeps } from './httpDeps.ts';
import { listen } from './listen.ts';
import { MetricsPage } from './metricsPage.ts';
import { openPersistence } from './persistence.ts';
import { syntheticPast } from './syntheticPast.ts';
import { watchServices } from './watchServices.ts';

/** The one file in the folder for state that holds all that outlives a restart. */
const STORE_FILE = 'loadstar.db';

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
  const history = new SeriesHistory({ config: config.history, intervalSeconds: config.intervalSeconds, clock });
  const { persistence, found } = openPersistence({ path: join(config.data, STORE_FILE), history, clock, onError });
  for (const notice of found.notices) log.warn(notice);
  const decisions = new DecisionLog(found.decisions);
  const onDecision = (decision: Decision): void => {
    decisions.add(decision);
    persistence.saveDecision(decision);
  };
  const synthetic = await syntheticPast(config);
  let baseUrl = '';
  const runs = createRuns(config, clock, { baseUrl: () => baseUrl, onDecision, onError });
  const watching = watchServices(config, clock, history, {
    models: { kept: found.models, keep: (model) => persistence.saveModel(model) },
    onCycle: () => {
      page.render().catch((error: unknown) => onError('rendering the metrics failed', error));
      void persistence.saveCycle();
    },
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
  const app = createApp(
    httpDeps({ config, clock, token, watching, runs, decisions, page, synthetic, persistence, found }),
    onError,
  );
  const closeParts = async (): Promise<void> => {
    await Promise.all([runs.controller.close(), watching.close()]);
    await persistence.close();
  };
  const { server, url } = await listen(app, config.http.listen).catch(async (error: unknown) => {
    await closeParts();
    throw error;
  });
  baseUrl = url;
  log.info({ url, services: config.services.length, tests: config.tests.length }, 'listening');
  return {
    url,
    description: describe(url, token, config.http.tokenFile),
    close: async () => {
      // Runs end first: their last results still want to be taken in.
      await closeParts();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What runs where. The token is shown to a person at a terminal; what is kept as a log must not hold it. */
function describe(url: string, token: string, tokenFile: string): string[] {
  const entry = process.stdout.isTTY ? `?token=${encodeURIComponent(token)}` : '?token=<token>';
  return [
    `Loadstar listens on ${url}`,
    `  console  ${url}/console/${entry}`,
    `  metrics  ${url}/metrics`,
    `  token    ${tokenFile}`,
  ];
}
