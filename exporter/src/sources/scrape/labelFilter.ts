import type { ExpositionLabels } from './parseExposition.ts';

/** Whether labels fit all matchers. */
export type LabelFilter = (labels: ExpositionLabels) => boolean;

/**
 * A filter by label: each value is a regular expression, anchored at both ends; a label that is missing counts as empty,
 * as in PromQL.
 */
export function labelFilter(matchers: Readonly<Record<string, string>>): LabelFilter {
  const patterns = Object.entries(matchers).map(([name, text]) => [name, new RegExp(`^(?:${text})$`, 'su')] as const);
  return (labels) =>
    patterns.every(([name, pattern]) => pattern.test(labels.find(([label]) => label === name)?.[1] ?? ''));
}

/** A text that is the same for the same labels in any order. */
export function labelsKey(labels: ExpositionLabels): string {
  return JSON.stringify([...labels].sort(([a], [b]) => (a < b ? -1 : 1)));
}
