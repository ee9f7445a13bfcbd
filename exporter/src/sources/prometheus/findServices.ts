import type { Preset, PresetIdentity } from '../../config/presets/preset.ts';
import type { DiscoverConfig } from '../../config/sections/discover.ts';
import type { ServiceConfig } from '../../config/sections/services.ts';
import type { Signal } from '../../core/signal.ts';
import type { PrometheusClient } from './prometheusClient.ts';
import { serviceName } from './serviceName.ts';

/** A service as the server has it: the labels that tell it apart, and which of the preset's families it has. */
interface Candidate {
  readonly labels: Readonly<Record<string, string>>;
  readonly families: Set<number>;
}

type Expressions = Partial<Record<Signal, string>>;

/** A label's matcher in PromQL. */
function matcher(label: string, operator: '=' | '=~' | '!=', value: string): string {
  return `${label}${operator}${JSON.stringify(value)}`;
}

/** Matchers that hold for every service of the discovery. */
function commonMatchers(entry: DiscoverConfig, identity: PresetIdentity): string[] {
  return [
    ...(identity.matchers === undefined ? [] : [identity.matchers]),
    ...Object.entries(entry.match).map(([label, regex]) => matcher(label, '=~', regex)),
  ];
}

/** Fills labels in braces. */
function fill(template: string, labels: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, label: string) => labels[label] ?? '');
}

/** Asks for the series of each family; services without a family that finds them are left out. */
async function candidates(
  client: PrometheusClient,
  preset: Preset,
  identity: PresetIdentity,
  matchers: readonly string[],
  at: { readonly nowSeconds: number; readonly signal: AbortSignal },
): Promise<Candidate[]> {
  const selector = [...identity.labels.map((label) => matcher(label, '!=', '')), ...matchers].join(',');
  const found = new Map<string, Candidate>();
  const finding = new Set<string>();
  for (const [i, { series, findsServices }] of preset.families.entries()) {
    const expression = `group by (${identity.labels.join(', ')}) (${series.replaceAll('$selector', selector)})`;
    for (const { metric } of await client.query(expression, at.nowSeconds, at.signal)) {
      const labels = Object.fromEntries(identity.labels.map((label) => [label, metric[label] ?? '']));
      const key = JSON.stringify(Object.values(labels));
      const candidate = found.get(key) ?? { labels, families: new Set() };
      candidate.families.add(i);
      found.set(key, candidate);
      if (findsServices) finding.add(key);
    }
  }
  return [...finding].sort().flatMap((key) => found.get(key) ?? []);
}

/** Expressions of a service: of its families, the first that names a signal gives it. */
function expressionsOf(
  preset: Preset,
  identity: PresetIdentity,
  candidate: Candidate,
  selector: string,
): { readonly signals: Expressions; readonly instances: Expressions } {
  const signals: Expressions = {};
  const instances: Expressions = {};
  const take = (into: Expressions, from: Expressions): void => {
    for (const [signal, template] of Object.entries(from) as [Signal, string][]) {
      into[signal] ??= template.replaceAll('$selector', selector).replaceAll('$instance', identity.instance);
    }
  };
  preset.families.forEach((family, i) => {
    if (!candidate.families.has(i)) return;
    take(signals, family.signals as Expressions);
    take(instances, family.instances as Expressions);
  });
  return { signals, instances };
}

/**
 * Services that a Prometheus has by one preset, in the order of their names, as if they had been configured by hand.
 * Empty where nothing matches.
 * @throws Problem where the server cannot be read
 */
export async function findServices(
  client: PrometheusClient,
  entry: DiscoverConfig & { readonly source: string },
  preset: Preset,
  at: { readonly nowSeconds: number; readonly signal: AbortSignal },
): Promise<ServiceConfig[]> {
  for (const identity of preset.services) {
    const matchers = commonMatchers(entry, identity);
    const found = await candidates(client, preset, identity, matchers, at);
    const taken = new Set<string>();
    const nameTemplate = entry.name ?? identity.name ?? identity.labels.map((label) => `{${label}}`).join('.');
    if (found.length === 0) continue;
    return found.map((candidate) => {
      const { labels } = candidate;
      const own = Object.entries(labels).map(([label, value]) => matcher(label, '=', value));
      const { signals, instances } = expressionsOf(preset, identity, candidate, [...own, ...matchers].join(','));
      return {
        name: serviceName(fill(nameTemplate, labels), taken),
        labels: Object.fromEntries(Object.entries(entry.labels).map(([key, text]) => [key, fill(text, labels)])),
        source: entry.source,
        signals,
        ...(Object.keys(instances).length > 0 && { instances: { label: identity.instance, signals: instances } }),
        limits: entry.limits,
      };
    });
  }
  return [];
}
