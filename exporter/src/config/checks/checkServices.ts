import type { ProblemField } from '../../core/problem.ts';
import type { Draft } from '../readDraft.ts';
import type { ServiceConfig } from '../sections/services.ts';
import type { SourceConfig } from '../sections/sources.ts';
import { suggestion } from '../values/suggestion.ts';

/** Every service has a source that gives its data, and expressions only where a Prometheus evaluates them. */
export function checkServices(draft: Draft): ProblemField[] {
  if (draft.services.length + draft.discover.length === 0) {
    const told = draft.fields.some(({ path }) => path === 'services' || path === 'discover');
    const allowed = 'missing; a list of at least one service, or `discover` to find them';
    return told ? [] : [{ path: 'services', allowed }];
  }
  return draft.services.flatMap(({ item }, i) =>
    item === undefined ? [] : [...checkSource(item, i, draft), ...checkExpressions(item, i)],
  );
}

/** The source of a service: the one it names, or the only prometheus source if it has expressions. */
export function sourceOf(service: ServiceConfig, sources: readonly SourceConfig[]): SourceConfig | undefined {
  if (service.source !== null) return sources.find(({ name }) => name === service.source);
  const prometheus = sources.filter(({ type }) => type === 'prometheus');
  const onlyPrometheus = prometheus.length === sources.length;
  return prometheus.length === 1 && (hasExpressions(service) || onlyPrometheus) ? prometheus[0] : undefined;
}

function hasExpressions(service: ServiceConfig): boolean {
  return [service.signals, service.instances?.signals ?? {}].some((signals) => Object.keys(signals).length > 0);
}

function checkSource(service: ServiceConfig, index: number, draft: Draft): ProblemField[] {
  // Sources that are missing or wrong in themselves say so; what they would have given is unknown.
  if (draft.sources.length === 0 || draft.sources.some(({ item }) => item === undefined)) return [];
  const sources = draft.sources.map(({ item }) => item).filter((item) => item !== undefined);
  const path = `services[${index}]`;
  const names = sources.map(({ name }) => name);
  const source = sourceOf(service, sources);
  if (service.source !== null && source === undefined) {
    const allowed = `${suggestion(service.source, names)}the name of a source: ${names.join(', ')}`;
    return [{ path: `${path}.source`, value: service.source, allowed }];
  }
  if (hasExpressions(service)) {
    if (source === undefined) {
      const prometheus = sources.filter(({ type }) => type === 'prometheus').map(({ name }) => name);
      const allowed =
        prometheus.length === 0
          ? 'missing; a source of type prometheus, since the service has expressions'
          : `missing; one of the prometheus sources ${prometheus.join(', ')}`;
      return [{ path: `${path}.source`, allowed }];
    }
    if (source.type === 'prometheus') return [];
    const allowed = `nothing, since the source ${source.name} is of type ${source.type}: its own signals apply`;
    return [{ path: `${path}.signals`, allowed }];
  }
  if (source?.type === 'prometheus') {
    return [{ path: `${path}.signals`, allowed: 'missing; a PromQL expression for at least one signal' }];
  }
  return isFed(service, source === undefined ? sources : [source])
    ? []
    : [
        {
          path,
          value: service.name,
          allowed: 'signals (PromQL), or a target of a scrape source that names the service',
        },
      ];
}

/** Whether a scrape target names the service, or a file may. */
function isFed(service: ServiceConfig, sources: readonly SourceConfig[]): boolean {
  return sources.some(
    (source) =>
      source.type === 'file' ||
      (source.type === 'scrape' && source.targets.some((target) => target.service === service.name)),
  );
}

/** Grafana's variables other than $__rate_interval mean nothing to Prometheus. */
function checkExpressions(service: ServiceConfig, index: number): ProblemField[] {
  const lists = [
    [`services[${index}].signals`, service.signals],
    [`services[${index}].instances.signals`, service.instances?.signals ?? {}],
  ] as const;
  return lists.flatMap(([path, signals]) =>
    Object.entries(signals).flatMap(([signal, expression]) => {
      const unknown = /\$__(?!rate_interval\b)\w+/.exec(String(expression))?.[0];
      return unknown === undefined
        ? []
        : [{ path: `${path}.${signal}`, value: unknown, allowed: 'no placeholder other than $__rate_interval' }];
    }),
  );
}
