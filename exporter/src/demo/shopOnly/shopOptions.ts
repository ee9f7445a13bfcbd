import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../../core/problem.ts';
import type { ProblemField } from '../../core/problem.ts';

/** The 13 instances follow the front's port. */
const HIGHEST_FIRST_PORT = 65_522;

/** How the shop without an exporter was asked for. */
export interface ShopOptions {
  /** Address to listen on. */
  readonly address: string;
  /** The front's port; the instances' follow. */
  readonly firstPort: number;
  readonly secondsPerDay: number;
  readonly traffic: boolean;
  /** Absolute path of the series file that the past is written to; null: none is written. */
  readonly pastFile: string | null;
}

/**
 * Reads the command line of the shop without an exporter:
 * `[--address IP] [--port PORT] [--seconds-per-day N] [--past FILE] [--no-traffic]`.
 * @throws Problem `bad_request` that names every option that is unknown or wrong
 */
export function parseShopOptions(args: readonly string[]): ShopOptions {
  const values = parse(args);
  const fields: ProblemField[] = [];
  const whole = (name: string, text: string, least: number, most: number): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    fields.push({ path: `--${name}`, value: text, allowed: `a whole number from ${least} to ${most}` });
    return least;
  };
  if (isIP(values.address) !== 4) {
    fields.push({ path: '--address', value: values.address, allowed: 'an IPv4 address of this machine, or 0.0.0.0' });
  }
  const options = {
    address: values.address,
    firstPort: whole('port', values.port, 1, HIGHEST_FIRST_PORT),
    secondsPerDay: whole('seconds-per-day', values['seconds-per-day'], 120, 3600),
    traffic: !values['no-traffic'],
    pastFile: values.past === undefined ? null : resolve(values.past),
  };
  if (fields.length > 0) throw new Problem('bad_request', 'Options', 'the shop cannot be started as asked', fields);
  return options;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        address: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '9100' },
        'seconds-per-day': { type: 'string', default: '600' },
        past: { type: 'string' },
        'no-traffic': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Problem('bad_request', 'Options', (error as Error).message);
  }
}
