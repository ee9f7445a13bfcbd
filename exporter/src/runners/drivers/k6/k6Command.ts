import type { LoadShare } from '../../../core/loadDriver.ts';
import type { RunnerCommand } from '../../../core/runnerPool.ts';
import type { ResultChannel } from '../../resultReceiver.ts';
import type { InspectedScript } from './script/inspectScript.ts';
import { scriptEnvironment } from './script/inspectScript.ts';
import type { K6Program } from './k6Program.ts';
import { k6Environment } from './runK6.ts';
import { segmentShare } from './segmentShare.ts';

/** One start of k6. */
export interface K6Start {
  readonly k6: K6Program;
  readonly share: LoadShare;
  readonly script: InspectedScript;
  readonly wrapperFile: string;
  /** Folder of this run; k6's home, so that it finds no configuration of the user's. */
  readonly folder: string;
  /** Working folder: where files that the script's summary names are written. */
  readonly cwd: string;
  readonly channel: ResultChannel;
  readonly searchPath: string;
}

/**
 * Segments make each of several processes start its exact share of all iterations
 * (grafana.com/docs/k6/latest/using-k6/k6-options/reference, execution-segment).
 */
function segmentArguments({ index, count, ceilingRequestsPerSecond }: LoadShare): string[] {
  if (count === 1) return [];
  const { edges, whole } = segmentShare(index, count, ceilingRequestsPerSecond);
  const texts = edges.map((edge) => (edge === 0 ? '0' : edge === whole ? '1' : `${edge}/${whole}`));
  return [
    ...['--execution-segment', `${texts[index] ?? '0'}:${texts[index + 1] ?? '1'}`],
    ...['--execution-segment-sequence', texts.join(',')],
  ];
}

/**
 * The rate that this process cannot pass whatever its script does: its part of the ceiling, which is within
 * targets.maxRequestsPerSecond. The gate is not asked by HTTP and takes nothing from it. k6 takes whole numbers only.
 */
function hardCap({ share, script }: K6Start): number {
  const { index, count, ceilingRequestsPerSecond: ceiling } = share;
  const { ratio } = segmentShare(index, count, ceiling);
  const own = Math.floor(ceiling * ratio + 1e-9);
  return Math.max(1, script.rps === null ? own : Math.min(own, Math.floor(script.rps * ratio)));
}

/**
 * The command that runs one share. The script's values go by the environment, not by `-e`, since arguments can be read by
 * every user of the machine.
 */
export function k6Command(start: K6Start): RunnerCommand {
  const { share, script, channel, k6 } = start;
  const denied = ['{outside:' + share.allowedAddresses.join(',') + '}', ...script.blacklistIps].join(',');
  return {
    program: k6.path,
    args: [
      'run',
      '--quiet',
      '--no-color',
      '--include-system-env-vars',
      ...['--rps', String(hardCap(start))],
      ...['--blacklist-ip', denied],
      ...['--out', 'experimental-prometheus-rw'],
      ...segmentArguments(share),
      ...['-e', 'LOADSTAR_GATE={gate}'],
      start.wrapperFile,
    ],
    env: k6Environment(start.folder, start.searchPath, {
      ...scriptEnvironment(share.test),
      K6_PROMETHEUS_RW_SERVER_URL: channel.url,
      K6_PROMETHEUS_RW_BEARER_TOKEN: channel.token,
      K6_PROMETHEUS_RW_PUSH_INTERVAL: '1s',
      // The second name is what k6 2.2 calls it; the first is read by versions before.
      K6_PROMETHEUS_RW_TREND_AS_NATIVE_HISTOGRAM: 'true',
      K6_FEATURES: 'native-histograms',
      // The last push then carries every series once more, so that no count is lost at the end.
      K6_PROMETHEUS_RW_STALE_MARKERS: 'true',
    }),
    cwd: start.cwd,
  };
}
