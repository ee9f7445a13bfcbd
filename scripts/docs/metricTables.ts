import { SIGNALS } from '../../exporter/src/core/signal.ts';
import { labelMeanings } from './labelMeanings.ts';
import { markdownTable } from './markdownTable.ts';
import type { MetricFamily } from './metricFamilies.ts';

const EXPORTER = 'The exporter itself';

/** Subjects and how the names of their families begin; the first that fits takes a family. */
const SUBJECTS: readonly (readonly [string, RegExp])[] = [
  ['Forecasts', /^loadstar_(forecast|limit)_/],
  ['Anomalies', /^loadstar_(anomaly|detector|instance)_/],
  ['Fingerprints and clusters', /^loadstar_(fingerprint|cluster)_/],
  ['Models', /^loadstar_model_/],
  ['Load tests', /^loadstar_(test|runs?)_/],
  ['Runners', /^loadstar_runners?_/],
  [EXPORTER, /^/],
];

/** Families that differ in the signal of their name only are told once. */
function withoutSignal({ name, help, ...rest }: MetricFamily): MetricFamily {
  const [, signal] = /^loadstar_forecast_(?!peak_)(\w+)$/.exec(name) ?? [];
  if (signal === undefined || !(SIGNALS as readonly string[]).includes(signal)) return { name, help, ...rest };
  return { name: 'loadstar_forecast_<signal>', help: help.replace(signal, 'the signal'), ...rest };
}

function familyTable(families: readonly MetricFamily[]): string {
  const rows = families.map(({ name, type, help, labels }) => [
    `\`${name}\``,
    type,
    labels.length === 0 ? '–' : labels.map((label) => `\`${label}\``).join(', '),
    help,
  ]);
  return markdownTable(['family', 'type', 'labels', 'meaning'], rows);
}

/**
 * Tables of all families by subject, and one of their labels.
 * @throws Error where a label has no meaning yet
 */
export function metricTables(families: readonly MetricFamily[]): string {
  const told = [...new Map(families.map(withoutSignal).map((family) => [family.name, family])).values()];
  const subjectOf = (name: string): string => SUBJECTS.find(([, pattern]) => pattern.test(name))?.[0] ?? EXPORTER;
  const bySubject = SUBJECTS.map(
    ([subject]) => [subject, told.filter(({ name }) => subjectOf(name) === subject)] as const,
  );
  const labels = [...new Set(told.flatMap((family) => family.labels))].map((label) => {
    const meaning = labelMeanings[label];
    if (meaning === undefined) throw new Error(`say in labelMeanings.ts what the label "${label}" holds`);
    return [`\`${label}\``, meaning];
  });
  return [
    ...bySubject.flatMap(([subject, own]) => (own.length === 0 ? [] : [`### ${subject}`, familyTable(own)])),
    '## Labels',
    markdownTable(['label', 'holds'], labels),
  ].join('\n\n');
}
