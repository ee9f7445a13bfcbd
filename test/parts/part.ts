import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';

/** Real programs that tests run against, where they are found, and how a person gets them. */
const PARTS = {
  k6: { variable: 'LOADSTAR_K6', programs: ['k6'], advice: 'install k6 2.x or Go 1.26, then npm test' },
  prometheus3: { variable: 'LOADSTAR_PROMETHEUS_3', programs: [], advice: 'install Go 1.26, then npm test' },
  prometheus2: {
    variable: 'LOADSTAR_PROMETHEUS_2',
    programs: ['prometheus'],
    advice: 'sudo apt-get install prometheus',
  },
  promtool: { variable: 'LOADSTAR_PROMTOOL', programs: ['promtool'], advice: 'sudo apt-get install prometheus' },
  alertmanager: {
    variable: 'LOADSTAR_ALERTMANAGER',
    programs: ['alertmanager', 'prometheus-alertmanager'],
    advice: 'sudo apt-get install prometheus-alertmanager',
  },
  amtool: {
    variable: 'LOADSTAR_AMTOOL',
    programs: ['amtool'],
    advice: 'sudo apt-get install prometheus-alertmanager',
  },
  chromium: {
    variable: 'LOADSTAR_CHROMIUM',
    programs: ['chromium', 'google-chrome'],
    advice: 'sudo apt-get install chromium',
  },
} as const;

/** Name of a real part. */
export type PartName = keyof typeof PARTS;

/** Path of a part: its environment variable (set by npm test), then PATH; null where it is missing. */
export function findPart(name: PartName): string | null {
  const { variable, programs } = PARTS[name];
  const given = process.env[variable];
  if (given !== undefined && existsSync(given)) return given;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const found = programs.map((program) => join(folder, program)).find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * A suite that needs real parts. Where one is missing the suite is skipped under a name that says how to get it; with
 * CI=true it fails instead.
 */
export function describeWith<N extends PartName>(
  names: readonly N[],
  title: string,
  suite: (paths: Readonly<Record<N, string>>) => void,
): void {
  const missing = names.filter((name) => findPart(name) === null);
  if (missing.length === 0) {
    const paths = Object.fromEntries(names.map((name) => [name, findPart(name)])) as Record<N, string>;
    describe(title, () => suite(paths));
    return;
  }
  const advice = missing.map((name) => `${name} is missing: ${PARTS[name].advice}`).join('; ');
  if (process.env['CI'] !== 'true') {
    describe.skip(`${title} (${advice})`, () => it('needs the parts named above', () => undefined));
    return;
  }
  describe(title, () => {
    it('finds its real parts', () => {
      throw new Error(advice);
    });
  });
}
