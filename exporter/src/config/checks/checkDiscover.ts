import type { ProblemField } from '../../core/problem.ts';
import { Problem } from '../../core/problem.ts';
import { loadPreset } from '../presets/loadPreset.ts';
import type { Preset } from '../presets/preset.ts';
import type { Draft } from '../readDraft.ts';
import type { DiscoverConfig } from '../sections/discover.ts';
import type { SourceConfig } from '../sections/sources.ts';
import { suggestion } from '../values/suggestion.ts';

/** Every discovery has a prometheus source and a preset without errors, and names labels that the preset tells. */
export function checkDiscover(draft: Draft): ProblemField[] {
  return draft.discover.flatMap(({ item }, i) =>
    item === undefined ? [] : [...checkSource(item, i, draft), ...checkPreset(item, i)],
  );
}

/** The source that a discovery looks into: the one it names, or the only prometheus source. */
export function discoverySource(entry: DiscoverConfig, sources: readonly SourceConfig[]): SourceConfig | undefined {
  const prometheus = sources.filter(({ type }) => type === 'prometheus');
  if (entry.source !== null) return prometheus.find(({ name }) => name === entry.source);
  return prometheus.length === 1 ? prometheus[0] : undefined;
}

function checkSource(entry: DiscoverConfig, index: number, draft: Draft): ProblemField[] {
  // Sources that are wrong in themselves say so.
  if (draft.sources.length === 0 || draft.sources.some(({ item }) => item === undefined)) return [];
  const sources = draft.sources.map(({ item }) => item).filter((item) => item !== undefined);
  if (discoverySource(entry, sources) !== undefined) return [];
  const names = sources.filter(({ type }) => type === 'prometheus').map(({ name }) => name);
  const path = `discover[${index}].source`;
  if (names.length === 0) return [{ path, allowed: 'a source of type prometheus among `sources`, to look into' }];
  const list = `the name of a prometheus source: ${names.join(', ')}`;
  if (entry.source === null) return [{ path, allowed: `missing; ${list}` }];
  return [{ path, value: entry.source, allowed: `${suggestion(entry.source, names)}${list}` }];
}

function checkPreset(entry: DiscoverConfig, index: number): ProblemField[] {
  const path = `discover[${index}].preset`;
  try {
    return checkTemplates(entry, index, loadPreset(entry.preset));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.fields.length === 0) return [{ path, value: entry.preset, allowed: error.message }];
    return error.fields.map((field) => ({ ...field, path: field.path === '' ? path : `${path}: ${field.path}` }));
  }
}

/** Labels in braces are those that tell services apart; others are not known of a service. */
function checkTemplates(entry: DiscoverConfig, index: number, preset: Preset): ProblemField[] {
  const known = [...new Set(preset.services.flatMap(({ labels }) => labels))];
  const texts = [
    ['name', entry.name ?? ''],
    ...Object.entries(entry.labels).map(([label, text]) => [`labels.${label}`, text] as const),
  ] as const;
  return texts.flatMap(([key, text]) =>
    [...text.matchAll(/\{(\w+)\}/g)]
      .map(([, label]) => label ?? '')
      .filter((label) => !known.includes(label))
      .map((label) => ({
        path: `discover[${index}].${key}`,
        value: `{${label}}`,
        allowed: `in braces only labels that tell the preset's services apart: ${known.join(', ')}`,
      })),
  );
}
