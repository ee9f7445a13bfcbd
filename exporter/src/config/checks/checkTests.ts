import { statSync } from 'node:fs';
import type { LoadTest } from '../../core/loadTest.ts';
import type { ProblemField } from '../../core/problem.ts';
import type { Draft } from '../readDraft.ts';
import { coversTarget } from '../values/allowedTarget.ts';
import { suggestion } from '../values/suggestion.ts';

/** Tests name services that exist, scripts that exist, targets that are allowed and rates within the limits. */
export function checkTests(draft: Draft): ProblemField[] {
  return draft.tests.flatMap(({ item }, i) =>
    item === undefined
      ? []
      : [
          ...checkService(item, i, draft),
          ...checkScript(item, i),
          ...checkTarget(item, i, draft),
          ...checkRates(item, i, draft),
        ],
  );
}

function checkService(test: LoadTest, index: number, draft: Draft): ProblemField[] {
  const names = draft.services.map(({ name }) => name).filter((name) => name !== undefined);
  // What is discovered is not known before the exporter runs.
  if (names.includes(test.service) || draft.discover.length > 0) return [];
  const allowed = `${suggestion(test.service, names)}a service of \`services\`: ${names.join(', ')}`;
  return [{ path: `tests[${index}].service`, value: test.service, allowed }];
}

function checkScript(test: LoadTest, index: number): ProblemField[] {
  if (statSync(test.script, { throwIfNoEntry: false })?.isFile() === true) return [];
  return [{ path: `tests[${index}].script`, value: test.script, allowed: 'a file that exists' }];
}

/** Port of a URL, the scheme's own where none is written. */
function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function checkTarget(test: LoadTest, index: number, draft: Draft): ProblemField[] {
  const url = new URL(test.target);
  const allow = draft.targets?.allow;
  if (allow === undefined || allow.some((entry) => coversTarget(entry, url.hostname, portOf(url)))) return [];
  const entries =
    allow.length === 0 ? 'it allows nothing yet' : `it allows ${allow.map(({ text }) => text).join(', ')}`;
  return [
    {
      path: `tests[${index}].target`,
      value: url.origin,
      allowed: `a host that targets.allow lists (${entries}); add "${url.host}" to it if this test may send load there`,
    },
  ];
}

function checkRates(test: LoadTest, index: number, draft: Draft): ProblemField[] {
  const fields: ProblemField[] = [];
  const { requestsPerSecond: rate, maxRequestsPerSecond: highest, vus } = test;
  const limit = draft.targets?.maxRequestsPerSecond ?? Number.POSITIVE_INFINITY;
  if (rate > highest) {
    const allowed = `at most the test's maxRequestsPerSecond (${highest})`;
    fields.push({ path: `tests[${index}].requestsPerSecond`, value: String(rate), allowed });
  }
  if (highest > limit) {
    const allowed = `at most targets.maxRequestsPerSecond (${limit})`;
    fields.push({ path: `tests[${index}].maxRequestsPerSecond`, value: String(highest), allowed });
  }
  if (vus.preAllocated > vus.max) {
    const allowed = `at least vus.preAllocated (${vus.preAllocated})`;
    fields.push({ path: `tests[${index}].vus.max`, value: String(vus.max), allowed });
  }
  return fields;
}
