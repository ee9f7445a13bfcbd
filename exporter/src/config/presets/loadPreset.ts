import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../core/problem.ts';
import { parseYaml } from '../parseYaml.ts';
import { toFields } from '../toFields.ts';
import { suggestion } from '../values/suggestion.ts';
import type { Preset } from './preset.ts';
import { presetSchema } from './preset.ts';
import { presetPath } from './presetPath.ts';

/** Where the presets that come along lie, from `src` and `dist` alike. */
const FOLDER = fileURLToPath(new URL('../../../presets', import.meta.url));

/** Names of the presets that come along. */
export function presetNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yml'))
    .map((file) => file.slice(0, -'.yml'.length))
    .sort();
}

/**
 * Reads and checks a preset.
 * @param preset name of one that comes along, or path of a file
 * @throws Problem `not_found` where there is none, `bad_request` with every error at once
 */
export function loadPreset(preset: string): Preset {
  const own = presetPath(preset);
  const names = presetNames();
  if (!own && !names.includes(preset)) {
    const allowed = `${suggestion(preset, names)}one of ${names.join(', ')}, or the path of a file of your own (.yml)`;
    throw new Problem('not_found', 'No such preset', allowed);
  }
  const file = own ? preset : join(FOLDER, `${preset}.yml`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new Problem('not_found', 'No such preset', `a preset's file that can be read (${code})`);
  }
  const raw = parseYaml(text, file);
  const parsed = presetSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const fields = toFields(parsed.error.issues, [], raw);
  throw new Problem('bad_request', 'The preset has errors', `${file} has ${fields.length} errors`, fields);
}
