import type { Decisions } from '@loadstar/exporter/contract';

/** One entry of the decision log. */
export type Decision = Decisions['decisions'][number];

/** A kind for people: `run_started` is "Run started". */
export function kindText(kind: string): string {
  const text = kind.replaceAll('_', ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** The decisions in which every word of `filter` stands somewhere, in any case; newest first. */
export function shownDecisions(decisions: readonly Decision[], filter: string): Decision[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return decisions
    .filter(({ kind, subject, choice, reason, actor }) => {
      const text = [kind, kindText(kind), subject, choice, reason, actor].join('\n').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => Date.parse(b.timestamp) - Date.parse(a.timestamp));
}
