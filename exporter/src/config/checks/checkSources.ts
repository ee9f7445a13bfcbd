import type { ProblemField } from '../../core/problem.ts';
import type { Draft } from '../readDraft.ts';
import type { SourceConfig } from '../sections/sources.ts';
import { suggestion } from '../values/suggestion.ts';

/** One way of authentication, whole key pairs, and targets of services that exist. */
export function checkSources(draft: Draft): ProblemField[] {
  const services = draft.services.map(({ name }) => name).filter((name) => name !== undefined);
  return draft.sources.flatMap(({ item }, i) =>
    item === undefined ? [] : checkSource(item, `sources[${i}]`, services),
  );
}

function checkSource(source: SourceConfig, path: string, services: readonly string[]): ProblemField[] {
  if (source.type === 'scrape') {
    return source.targets.flatMap(({ service }, j) =>
      services.includes(service)
        ? []
        : [
            {
              path: `${path}.targets[${j}].service`,
              value: service,
              allowed: `${suggestion(service, services)}a service of \`services\`: ${services.join(', ')}`,
            },
          ],
    );
  }
  if (source.type !== 'prometheus') return [];
  const fields: ProblemField[] = [];
  if (source.basicAuth !== undefined && source.bearerTokenFile !== undefined) {
    fields.push({ path: `${path}.bearerTokenFile`, allowed: 'either basicAuth or bearerTokenFile' });
  }
  const { tls } = source;
  if (tls !== undefined && (tls.certFile === undefined) !== (tls.keyFile === undefined)) {
    fields.push({ path: `${path}.tls`, allowed: 'certFile and keyFile together, or neither' });
  }
  if (tls !== undefined && source.url.startsWith('http:')) {
    fields.push({
      path: `${path}.url`,
      value: source.url,
      allowed: 'a URL that begins with https://, since tls is given',
    });
  }
  return fields;
}
