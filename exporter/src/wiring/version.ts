import { readFileSync } from 'node:fs';

/** The exporter's version, as its package says. The file lies beside `src` and `dist` alike. */
export const VERSION = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
