import { readFileSync } from 'node:fs';
import { Problem } from '../core/problem.ts';
import type { Config } from './config.ts';
import { parseConfig } from './parseConfig.ts';
import { parseYaml } from './parseYaml.ts';

/**
 * Reads and checks a configuration file.
 * @throws Problem `bad_request` with every error at once: path, value (never of fields that may hold secrets) and what
 * is allowed; or with line and column where the file is no YAML; `not_found` where there is no such file
 */
export function loadConfig(path: string): Config {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const advice = 'write one with `loadstar init --prometheus URL`, or give its path with --config';
    throw new Problem('not_found', 'No configuration', `${path} cannot be read (${code}): ${advice}`);
  }
  return parseConfig(parseYaml(text, path), path);
}
