import type { ProblemField } from '../../core/problem.ts';
import type { Draft } from '../readDraft.ts';

/** Names of sources, services and tests, and instances of a service, each stand once. */
export function checkNames(draft: Draft): ProblemField[] {
  const fields: ProblemField[] = [];
  const once = (seen: Map<string, string>, key: string, path: string, value: string): void => {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, path);
    else fields.push({ path, value, allowed: `a name of its own; ${first} has it already` });
  };
  for (const list of ['sources', 'services', 'tests'] as const) {
    const seen = new Map<string, string>();
    draft[list].forEach(({ name }, i) => {
      if (name !== undefined) once(seen, name, `${list}[${i}].name`, name);
    });
  }
  const instances = new Map<string, string>();
  draft.sources.forEach(({ item }, i) => {
    if (item?.type !== 'scrape') return;
    item.targets.forEach(({ service, instance }, j) =>
      once(instances, JSON.stringify([service, instance]), `sources[${i}].targets[${j}].instance`, instance),
    );
  });
  return fields;
}
