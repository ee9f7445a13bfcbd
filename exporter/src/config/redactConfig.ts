import type { Config } from './config.ts';

const HIDDEN = '(hidden)';

function hide(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(values).map((key) => [key, HIDDEN]));
}

/** A configuration that may be shown: values of headers and of tests' environments are hidden, since they may be private. */
export function redactConfig(config: Config): Config {
  return {
    ...config,
    sources: config.sources.map((source) =>
      source.type === 'prometheus' ? { ...source, headers: hide(source.headers) } : source,
    ),
    tests: config.tests.map((test) => ({ ...test, env: hide(test.env) })),
  };
}
