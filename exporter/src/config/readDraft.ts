import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { z } from 'zod';
import type { LoadTest } from '../core/loadTest.ts';
import type { ProblemField } from '../core/problem.ts';
import { configSchema } from './config.ts';
import { presetPath } from './presets/presetPath.ts';
import type { DiscoverConfig } from './sections/discover.ts';
import type { HistoryConfig } from './sections/history.ts';
import type { HttpConfig } from './sections/http.ts';
import type { ServiceConfig } from './sections/services.ts';
import type { SourceConfig } from './sections/sources.ts';
import type { TargetsConfig } from './sections/targets.ts';
import { toFields } from './toFields.ts';

/** An item of a list in a draft: undefined where it is wrong in itself; its name is then still told where it has one. */
export interface DraftItem<T> {
  readonly name: string | undefined;
  readonly item: T | undefined;
}

/**
 * What could be read of a configuration that may have errors. Parts that are wrong in themselves are undefined, so that
 * cross-checks can judge the rest and all errors are told at once.
 */
export interface Draft {
  /** Errors of single parts. */
  readonly fields: readonly ProblemField[];
  /** Parsed sections by key, but for the lists; those that are wrong are absent. */
  readonly sections: Readonly<Record<string, unknown>>;
  readonly http: HttpConfig | undefined;
  readonly history: HistoryConfig | undefined;
  readonly targets: TargetsConfig | undefined;
  readonly sources: readonly DraftItem<SourceConfig>[];
  readonly services: readonly DraftItem<ServiceConfig>[];
  readonly discover: readonly DraftItem<DiscoverConfig>[];
  readonly tests: readonly DraftItem<LoadTest>[];
}

const LISTS = ['sources', 'services', 'discover', 'tests'] as const;

function nameOf(raw: unknown, item: unknown): string | undefined {
  const name = (item as { name?: unknown } | undefined)?.name ?? (raw as { name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' ? name : undefined;
}

/** Parses each item of a list by itself; errors go to `fields`. */
function readList(
  raw: Record<string, unknown>,
  key: (typeof LISTS)[number],
  fields: ProblemField[],
): DraftItem<unknown>[] {
  const list = configSchema.shape[key];
  const items = raw[key];
  const array = key === 'sources' ? (list as z.ZodArray) : (list as z.ZodDefault<z.ZodArray>).unwrap();
  if (!Array.isArray(items) || items.length === 0) {
    const empty = list.safeParse(items);
    if (!empty.success) fields.push(...toFields(withoutPath(empty.error), [key], items));
    return [];
  }
  return items.map((rawItem: unknown, i) => {
    const parsed = (array.element as z.ZodType).safeParse(rawItem);
    if (!parsed.success) fields.push(...toFields(parsed.error.issues, [key, i], rawItem));
    return { name: nameOf(rawItem, parsed.data), item: parsed.data };
  });
}

function withoutPath(error: z.ZodError): readonly z.core.$ZodIssue[] {
  return error.issues.slice(0, 1);
}

function absolute(folder: string, path: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}

/** Makes every path of a source absolute. */
function resolveSource(source: SourceConfig, folder: string): SourceConfig {
  if (source.type === 'file') return { ...source, path: absolute(folder, source.path) };
  if (source.type !== 'prometheus') return source;
  const { tls, basicAuth, bearerTokenFile } = source;
  return {
    ...source,
    ...(basicAuth && { basicAuth: { ...basicAuth, passwordFile: absolute(folder, basicAuth.passwordFile) } }),
    ...(bearerTokenFile !== undefined && { bearerTokenFile: absolute(folder, bearerTokenFile) }),
    ...(tls && {
      tls: {
        ...tls,
        ...(tls.caFile !== undefined && { caFile: absolute(folder, tls.caFile) }),
        ...(tls.certFile !== undefined && { certFile: absolute(folder, tls.certFile) }),
        ...(tls.keyFile !== undefined && { keyFile: absolute(folder, tls.keyFile) }),
      },
    }),
  };
}

function mapItems<T, U>(items: readonly DraftItem<unknown>[], map: (item: T) => U): DraftItem<U>[] {
  return items.map(({ name, item }) => ({ name, item: item === undefined ? undefined : map(item as T) }));
}

/** Reads what can be read of a configuration's plain data; relative paths stand against the folder of `file`. */
export function readDraft(raw: Record<string, unknown>, file: string): Draft {
  const folder = dirname(file);
  const fields: ProblemField[] = [];
  const unknownKeys =
    configSchema.safeParse(raw).error?.issues.filter(({ code }) => code === 'unrecognized_keys') ?? [];
  fields.push(
    ...toFields(
      unknownKeys.filter(({ path }) => path.length === 0),
      [],
      raw,
    ),
  );
  const sections: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(configSchema.shape)) {
    if ((LISTS as readonly string[]).includes(key)) continue;
    const parsed = (schema as z.ZodType).safeParse(raw[key]);
    if (parsed.success) sections[key] = parsed.data;
    else fields.push(...toFields(parsed.error.issues, [key], raw[key]));
  }
  const [sources = [], services = [], discover = [], tests = []] = LISTS.map((key) => readList(raw, key, fields));
  const data = absolute(folder, typeof sections['data'] === 'string' ? sections['data'] : './data');
  const http = sections['http'] as HttpConfig | undefined;
  const drivers = sections['drivers'] as z.output<typeof configSchema>['drivers'] | undefined;
  const k6 = drivers?.k6.path;
  return {
    fields,
    sections: {
      ...sections,
      data,
      // A bare name is looked for on PATH.
      ...(k6?.includes('/') && { drivers: { k6: { path: absolute(folder, k6) } } }),
    },
    http: http && {
      ...http,
      tokenFile: http.tokenFile === null ? join(data, 'token') : absolute(folder, http.tokenFile),
    },
    history: sections['history'] as HistoryConfig | undefined,
    targets: sections['targets'] as TargetsConfig | undefined,
    sources: mapItems<SourceConfig, SourceConfig>(sources, (source) => resolveSource(source, folder)),
    services: mapItems<ServiceConfig, ServiceConfig>(services, (service) => service),
    discover: mapItems<DiscoverConfig, DiscoverConfig>(discover, (entry) => ({
      ...entry,
      preset: presetPath(entry.preset) ? absolute(folder, entry.preset) : entry.preset,
    })),
    tests: mapItems<LoadTest, LoadTest>(tests, (test) => ({ ...test, script: absolute(folder, test.script) })),
  };
}
