import { parseArgs } from 'node:util';
import { Problem } from '../core/problem.ts';
import type { ProblemField } from '../core/problem.ts';

/** Shorter days would leave the history's step above an hour of the shop, longer ones make the past take too long. */
const LEAST_SECONDS_PER_DAY = 120;
const MOST_SECONDS_PER_DAY = 3600;

/** How the demo was asked for. */
export interface DemoOptions {
  readonly port: number;
  readonly secondsPerDay: number;
  readonly traffic: boolean;
  /** Folder for the past, the configuration and the exporter's state; null: the user's cache. */
  readonly dataFolder: string | null;
  readonly k6Path: string | null;
  readonly help: boolean;
}

/** The command line's help. */
export const DEMO_HELP = `Usage: demo [options]

Starts the demo shop, its visitors, two weeks of its past, and the exporter that watches it.

  --port PORT              the exporter's port on 127.0.0.1 (9851)
  --seconds-per-day N      how long a day of the shop lasts, ${LEAST_SECONDS_PER_DAY} to ${MOST_SECONDS_PER_DAY} s (600)
  --no-traffic             the shop without visitors
  --data DIR               folder for the past, the configuration and the exporter's state (the user's cache)
  --k6 PATH                the k6 program (LOADSTAR_K6, else looked for on PATH)
  --help
`;

/**
 * Reads the demo's command line.
 * @throws Problem `bad_request` that names every option that is unknown or wrong
 */
export function parseDemoOptions(args: readonly string[]): DemoOptions {
  const values = parse(args);
  const fields: ProblemField[] = [];
  const whole = (name: string, text: string, least: number, most: number): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    fields.push({ path: `--${name}`, value: text, allowed: `a whole number from ${least} to ${most}` });
    return least;
  };
  const options = {
    port: whole('port', values.port, 1, 65_535),
    secondsPerDay: whole('seconds-per-day', values['seconds-per-day'], LEAST_SECONDS_PER_DAY, MOST_SECONDS_PER_DAY),
    traffic: !values['no-traffic'],
    dataFolder: values.data ?? null,
    k6Path: values.k6 ?? null,
    help: values.help,
  };
  if (fields.length > 0) throw new Problem('bad_request', 'Options', 'the demo cannot be started as asked', fields);
  return options;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        port: { type: 'string', default: '9851' },
        'seconds-per-day': { type: 'string', default: '600' },
        'no-traffic': { type: 'boolean', default: false },
        data: { type: 'string' },
        k6: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Problem('bad_request', 'Options', `${(error as Error).message}\n\n${DEMO_HELP}`);
  }
}
