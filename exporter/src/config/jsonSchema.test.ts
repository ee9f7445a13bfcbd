import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SIGNALS } from '../core/signal.ts';
import { configSchema } from './config.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { configJsonSchema } from './jsonSchema.ts';

const read = z.fromJSONSchema(configJsonSchema());
const takes = (config: unknown): boolean => read.safeParse(config).success;

const SMALL = {
  sources: [{ type: 'prometheus', url: 'http://127.0.0.1:9090' }],
  services: [{ name: 'shop', signals: { requests_per_second: 'sum(rate(x[$__rate_interval]))' } }],
};

/** Keys without a description, as paths; signals and what tells the kinds of a list apart explain themselves. */
function undescribed(schema: JsonSchema, path = ''): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'boolean') return [];
    const plain = value.const !== undefined || (SIGNALS as readonly string[]).includes(key);
    return [...(plain || value.description ? [] : [at]), ...undescribed(value, at)];
  });
  const parts = [schema.items, schema.additionalProperties, ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  const inner = parts.filter((part): part is JsonSchema => typeof part === 'object' && !Array.isArray(part));
  return [...own, ...inner.flatMap((part) => undescribed(part, `${path}[]`))];
}

describe('configJsonSchema', () => {
  it('is of draft 2020-12 and knows every section', () => {
    const schema = configJsonSchema();
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(configSchema.shape));
    expect(schema.additionalProperties).toBe(false);
  });

  it('has a description for every key', () => {
    expect(undescribed(configJsonSchema())).toEqual([]);
  });

  it.each([
    ['nothing but what is needed', SMALL],
    ['a duration in seconds', { ...SMALL, interval: 5 }],
    ['a duration as text', { ...SMALL, history: { retention: '1w2d' } }],
    ['an explicit null', { ...SMALL, http: { tokenFile: null } }],
    ['a label read as a number', { ...SMALL, services: [{ name: 'shop', labels: { tier: 1.4 } }] }],
  ])('takes %s', (_name, config) => {
    expect(configSchema.safeParse(config).success).toBe(true);
    expect(takes(config)).toBe(true);
  });

  it.each([
    ['an unknown key', { ...SMALL, intervall: '30s' }],
    ['no sources', { services: SMALL.services }],
    ['a duration without a unit', { ...SMALL, interval: '30' }],
    ['a duration that is too long, in seconds', { ...SMALL, interval: 3600 }],
    ['a number out of range', { ...SMALL, targets: { maxRequestsPerSecond: 0 } }],
    ['an unknown signal', { ...SMALL, services: [{ name: 'shop', limits: { latency: 1 } }] }],
    ['an unknown kind of source', { ...SMALL, sources: [{ type: 'grafana' }] }],
    ['an address that is no http URL', { ...SMALL, sources: [{ type: 'prometheus', url: 'ftp://a/' }] }],
    ["a label of Loadstar's own", { ...SMALL, services: [{ name: 'shop', labels: { service_name: 'x' } }] }],
  ])('refuses %s', (_name, config) => {
    expect(configSchema.safeParse(config).success).toBe(false);
    expect(takes(config)).toBe(false);
  });

  it('never refuses what the exporter takes', () => {
    const duration = fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.stringMatching(/^[0-9]{1,3}(ms|s|m|h|d|w)?$/));
    const text = fc.oneof(fc.string({ maxLength: 8 }), fc.webUrl(), fc.stringMatching(/^[a-z0-9._:-]{1,9}$/));
    let taken = 0;
    fc.assert(
      fc.property(duration, duration, text, text, fc.integer(), (interval, refit, name, url, series) => {
        const config = {
          interval,
          forecast: { refit },
          history: { maxSeries: series },
          http: { listen: name },
          sources: [{ type: 'prometheus', name, url }],
          services: [{ name, labels: { [name]: name } }],
        };
        for (const [key, value] of Object.entries(config)) {
          const single = { ...SMALL, [key]: value };
          if (!configSchema.safeParse(single).success) continue;
          taken += 1;
          expect(takes(single)).toBe(true);
        }
      }),
    );
    expect(taken).toBeGreaterThan(50);
  });
});
