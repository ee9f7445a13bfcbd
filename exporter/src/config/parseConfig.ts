import { resolve } from 'node:path';
import { Problem } from '../core/problem.ts';
import type { Config } from './config.ts';
import { configSchema } from './config.ts';
import { checkDiscover, discoverySource } from './checks/checkDiscover.ts';
import { checkHistory } from './checks/checkHistory.ts';
import { checkHttp } from './checks/checkHttp.ts';
import { checkLimits } from './checks/checkLimits.ts';
import { checkNames } from './checks/checkNames.ts';
import { checkServices, sourceOf } from './checks/checkServices.ts';
import { checkSources } from './checks/checkSources.ts';
import { checkTests } from './checks/checkTests.ts';
import { readDraft } from './readDraft.ts';
import { shownValue } from './values/shownValue.ts';

const CHECKS = [
  checkLimits,
  checkNames,
  checkHttp,
  checkHistory,
  checkSources,
  checkServices,
  checkDiscover,
  checkTests,
];

/**
 * Checks plain data against the schema and against itself.
 * @param raw what stood in the file
 * @param file path of the file; relative paths in it are resolved against its folder
 * @throws Problem `bad_request` with every error at once
 */
export function parseConfig(raw: unknown, file: string): Config {
  const path = resolve(file);
  const title = 'The configuration has errors';
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    const allowed = `a mapping with the keys ${Object.keys(configSchema.shape).join(', ')}`;
    const shown = shownValue([], raw ?? 'nothing') ?? 'nothing';
    throw new Problem('bad_request', title, `${file} has no mapping at the top`, [{ path: '', value: shown, allowed }]);
  }
  const draft = readDraft(raw as Record<string, unknown>, path);
  const fields = [...draft.fields, ...CHECKS.flatMap((check) => check(draft))];
  if (fields.length > 0) {
    const count = fields.length === 1 ? '1 error' : `${fields.length} errors`;
    throw new Problem('bad_request', title, `${file} has ${count}; nothing was started`, fields);
  }
  const { interval, ...sections } = draft.sections;
  const sources = draft.sources.map(({ item }) => item).filter((item) => item !== undefined);
  return {
    // Without fields every section was parsed.
    ...(sections as unknown as Config),
    file: path,
    intervalSeconds: interval as number,
    http: draft.http as Config['http'],
    sources,
    services: draft.services
      .map(({ item }) => item)
      .filter((item) => item !== undefined)
      .map((service) => ({ ...service, source: sourceOf(service, sources)?.name ?? null })),
    discover: draft.discover
      .map(({ item }) => item)
      .filter((item) => item !== undefined)
      // A source was found for each, or there would be fields.
      .map((entry) => ({ ...entry, source: discoverySource(entry, sources)?.name ?? '' })),
    tests: draft.tests.map(({ item }) => item).filter((item) => item !== undefined),
  };
}
