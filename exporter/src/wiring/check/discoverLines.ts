import type { Config } from '../../config/config.ts';
import { loadPreset } from '../../config/presets/loadPreset.ts';
import type { ServiceConfig } from '../../config/sections/services.ts';
import type { Clock } from '../../core/clock.ts';
import { findServices } from '../../sources/prometheus/findServices.ts';
import { PrometheusClient } from '../../sources/prometheus/prometheusClient.ts';
import { reasonOf } from './finding.ts';
import type { ReportPart } from './serviceLines.ts';

/** Names that are told of what was found. */
const MOST_NAMES = 10;

/** What one discovery finds now, and its lines. */
async function discover(
  entry: Config['discover'][number],
  config: Config,
  clock: Clock,
): Promise<{ readonly found: readonly ServiceConfig[]; readonly told: string; readonly problem: boolean }> {
  const source = config.sources.find(({ name }) => name === entry.source);
  if (source?.type !== 'prometheus') return { found: [], told: 'it has no source', problem: true };
  const client = new PrometheusClient(source);
  try {
    const at = { nowSeconds: clock.nowSeconds(), signal: new AbortController().signal };
    const found = await findServices(client, entry, loadPreset(entry.preset), at);
    if (found.length === 0) {
      const matches = Object.keys(entry.match).length > 0 ? '; does `match` fit its labels?' : '';
      return { found, told: `nothing matches at ${source.url}${matches}`, problem: true };
    }
    const names = found.slice(0, MOST_NAMES).map(({ name }) => name);
    const more = found.length > MOST_NAMES ? `, and ${found.length - MOST_NAMES} more` : '';
    const count = found.length === 1 ? '1 service' : `${found.length} services`;
    return { found, told: `${count}: ${names.join(', ')}${more}`, problem: false };
  } catch (error) {
    return { found: [], told: reasonOf(error), problem: true };
  } finally {
    client.close();
  }
}

/** What the discoveries find now, and the services that would be watched by them beside those that are named. */
export async function discoverLines(
  config: Config,
  clock: Clock,
): Promise<ReportPart & { readonly services: readonly ServiceConfig[] }> {
  const results = await Promise.all(config.discover.map((entry) => discover(entry, config, clock)));
  const lines = results.map(({ told, problem }, i) => {
    const { preset = '', source = '' } = config.discover[i] ?? {};
    return `  ${problem ? 'FAIL' : 'ok  '}  ${preset} in ${source}: ${told}`;
  });
  const names = new Set(config.services.map(({ name }) => name));
  const services = results
    .flatMap(({ found }) => found)
    .filter(({ name }) => !names.has(name) && names.add(name) !== undefined);
  const { maxServices } = config.metrics;
  const tooMany = config.discover.length > 0 && names.size > maxServices;
  const advice = 'narrow the discovery with `match`, or raise metrics.maxServices';
  if (tooMany) lines.push(`  FAIL  ${names.size} services, at most ${maxServices} are watched: ${advice}`);
  const problems = results.filter(({ problem }) => problem).length + (tooMany ? 1 : 0);
  return { lines, problems, services: tooMany ? [] : services };
}
