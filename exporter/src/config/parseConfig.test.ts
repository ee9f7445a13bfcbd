import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Problem } from '../core/problem.ts';
import { parseConfig } from './parseConfig.ts';
import { parseYaml } from './parseYaml.ts';

const VALID = parse(`
interval: 30s
http: {listen: "127.0.0.1:9851", allowedOrigins: ["https://grafana.example"]}
history: {retention: 28d}
sources:
  - {type: prometheus, url: "http://127.0.0.1:9090", headers: {X-A: b}, tls: null}
  - type: scrape
    targets: [{service: b, instance: b-1, url: "http://127.0.0.2:9101/metrics", labels: {version: "1"}}]
    signals: {requests_per_second: {kind: rate, metric: m, match: {origin: traffic}}}
services:
  - {name: a, labels: {team: shop}, signals: {cpu_ratio: x}, instances: {label: instance, signals: {cpu_ratio: x}}}
  - {name: b, limits: {latency_seconds: 0.5}}
targets: {allow: ["127.0.0.2"], maxRequestsPerSecond: 100}
tests:
  - {name: t, service: b, script: s.js, target: "http://127.0.0.2:1", requestsPerSecond: 1, vus: {preAllocated: 1}}
`) as Record<string, unknown>;

/** Every path of mappings and lists within plain data. */
function pathsOf(value: unknown, prefix: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [prefix];
  return [prefix, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...prefix, key]))];
}

/** The data with what stands at a path replaced, or taken away. */
function mutate(value: unknown, path: readonly string[], change: { readonly value: unknown } | null): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change?.value;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  if (rest.length === 0 && change === null) Reflect.deleteProperty(copy, key);
  else (copy as Record<string, unknown>)[key] = mutate((value as Record<string, unknown>)[key], rest, change);
  return copy;
}

const change = fc.option(
  fc.record({
    value: fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true }),
      fc.constantFrom<unknown>(
        ...[
          '-1s',
          '1e9',
          '127.0.0.1',
          '[::1',
          ':0',
          '__proto__',
          'constructor',
          '((',
          'http://[',
          NaN,
          Infinity,
          -0,
          '',
        ],
        ...[{ __proto__: null, type: 'scrape' }, JSON.parse('{"__proto__": {"a": 1}}'), [[]], [null]],
      ),
    ),
  }),
);

describe('parseConfig', () => {
  it('gives a configuration or a Problem that names fields, whatever is changed', () => {
    const paths = pathsOf(VALID);
    const mutation = fc.tuple(fc.constantFrom(...paths), change);
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        let data: unknown = VALID;
        for (const [path, what] of mutations) {
          try {
            data = mutate(data, path, what);
          } catch {
            // An earlier change took this path away.
          }
        }
        try {
          const config = parseConfig(data, '/nowhere/loadstar.yml');
          expect(Number.isFinite(config.intervalSeconds)).toBe(true);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          expect(error.fields.length).toBeGreaterThan(0);
          for (const { allowed } of error.fields) expect(allowed).not.toBe('');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('gives data or a Problem for any text', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('a: ', '- ', '\n', '  ', '{', '}', '[', '&a ', '*a', '!t ', '? ', '"'),
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (text) => {
          try {
            parseYaml(text, 'loadstar.yml');
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
