import { parse, stringify } from 'yaml';

/** A file of Prometheus' rules, as far as it is looked at here. */
interface RulesFile {
  groups: { interval?: string; rules: { alert?: string; for?: string; keep_firing_for?: string }[] }[];
}

/** The same rules, expressions untouched, that are evaluated every 2 s and wait 2 s: what a test has patience for. */
export function hastyRules(text: string): string {
  const file = parse(text) as RulesFile;
  for (const group of file.groups) {
    group.interval = '2s';
    for (const rule of group.rules) {
      if (rule.alert !== undefined) rule.for = '2s';
    }
  }
  return stringify(file);
}
