import type { RunnerCommand } from '../../../core/runnerPool.ts';
import { complementCidrs } from '../../confinement/complementCidrs.ts';

/**
 * Arguments with what is known only once the gate listens:
 * - `{gate}`: the gate's base URL;
 * - `{outside:a,b,…}`: all addresses except a, b, … (IPs or CIDRs) and the gate's own, as a comma list of CIDRs. A tool
 *   that is denied these reaches nothing else.
 */
export function fillPlaceholders(command: RunnerCommand, gate: { url: string; address: string }): readonly string[] {
  return command.args.map((argument) =>
    argument
      .replaceAll('{gate}', gate.url)
      .replace(/\{outside:([^}]*)\}/g, (_whole, allowed: string) =>
        complementCidrs([...allowed.split(',').filter((part) => part !== ''), gate.address]).join(','),
      ),
  );
}
