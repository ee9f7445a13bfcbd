import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config/config.ts';
import { redactConfig } from '../config/redactConfig.ts';
import type { Status } from '../contract/index.ts';
import type { Clock } from '../core/clock.ts';
import type { HttpDeps } from '../http/deps.ts';
import { isoTime } from '../http/views/isoTime.ts';
import { clockStatus } from './clockStatus.ts';
import type { Runs } from './createRuns.ts';
import type { DecisionLog } from './decisionLog.ts';
import type { MetricsPage } from './metricsPage.ts';
import type { FoundRecords, Persistence } from './persistence.ts';
import { runsAccess } from './runsAccess.ts';
import type { SyntheticPast } from './syntheticPast.ts';
import { testViews } from './testViews.ts';
import { VERSION } from './version.ts';
import type { Watching } from './watchServices.ts';

/** Where the built console lies, from `src` and `dist` alike. */
const CONSOLE_FOLDER = fileURLToPath(new URL('../../../grafana-plugin/host/dist', import.meta.url));

/** Days that charts show of the past. */
const CHART_DAYS = 1;

/** All parts that the routes read from. */
export interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly token: string;
  readonly watching: Watching;
  readonly runs: Runs;
  readonly decisions: DecisionLog;
  readonly page: MetricsPage;
  readonly synthetic: readonly SyntheticPast[];
  readonly persistence: Persistence;
  readonly found: Pick<FoundRecords, 'runs' | 'notices'>;
}

function notices({ config, synthetic, watching, persistence, found }: Parts): Status['notices'] {
  const list: Status['notices'] = synthetic.map(({ origin, endSeconds }) => ({
    level: 'info',
    text: `History before ${isoTime(endSeconds).slice(0, 16).replace('T', ' ')} UTC is ${origin}.`,
  }));
  for (const notice of found.notices) list.push({ level: 'warning', text: notice });
  for (const problem of [...persistence.problems(), ...watching.pipeline.problems()])
    list.push({ level: 'warning', text: problem });
  if (config.tests.length === 0) {
    list.push({ level: 'info', text: 'No load tests are configured; add them under "tests:" in the configuration.' });
  }
  return list;
}

/** What the routes are handed: thin views of the parts. */
export function httpDeps(parts: Parts): HttpDeps {
  const { config, clock, token, watching, runs, decisions, page, synthetic, persistence, found } = parts;
  const startedAt = isoTime(clock.nowSeconds());
  const { pipeline, services } = watching;
  const readiness: HttpDeps['readiness'] = () => {
    const reasons = pipeline.problems();
    return { ready: reasons.length === 0, reasons };
  };
  return {
    listenHost: config.http.listen.host,
    token,
    allowedOrigins: config.http.allowedOrigins,
    consoleFolder: config.http.console && existsSync(CONSOLE_FOLDER) ? CONSOLE_FOLDER : null,
    snapshot: () => pipeline.snapshot(),
    metricsText: () => page.text(),
    readiness,
    status: () => {
      const lastSeconds = pipeline.snapshot()?.cycleTimestampSeconds ?? null;
      return {
        version: VERSION,
        startedAt,
        now: isoTime(clock.nowSeconds()),
        cycle: { intervalSeconds: config.intervalSeconds, lastAt: lastSeconds === null ? null : isoTime(lastSeconds) },
        clock: clockStatus(clock),
        ready: readiness().ready,
        notices: notices(parts),
      };
    },
    history: {
      recent: (service, signal) =>
        services.get(service)?.past.lastDays(CHART_DAYS, signal) ?? {
          startSeconds: 0,
          stepSeconds: 1,
          values: new Float64Array(),
        },
      syntheticBeforeSeconds: () =>
        synthetic.length === 0 ? null : Math.max(...synthetic.map(({ endSeconds }) => endSeconds)),
      limit: (service, signal) => services.get(service)?.limit(signal) ?? null,
      scores: (service) => services.get(service)?.trail.read() ?? { timestamps: [], scores: [] },
    },
    runs: runsAccess(
      runs,
      persistence,
      found.runs.map(({ record }) => record),
    ),
    tests: testViews(config, runs),
    decisions: () => decisions.entries(),
    config: () => redactConfig(config),
  };
}
