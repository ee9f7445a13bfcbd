import type { ProblemField } from '../../core/problem.ts';
import type { Draft } from '../readDraft.ts';

/** The fine tier is the newest part of the whole past, and the past holds a few steps at least. */
export function checkHistory({ history }: Draft): ProblemField[] {
  if (history === undefined) return [];
  const { retentionSeconds, fineRetentionSeconds, stepSeconds } = history;
  const fields: ProblemField[] = [];
  if (fineRetentionSeconds > retentionSeconds) {
    const allowed = `at most history.retention (${retentionSeconds} s)`;
    fields.push({ path: 'history.fineRetention', value: `${fineRetentionSeconds} s`, allowed });
  }
  if (stepSeconds * 2 > retentionSeconds) {
    const allowed = `at most half of history.retention (${retentionSeconds} s)`;
    fields.push({ path: 'history.step', value: `${stepSeconds} s`, allowed });
  }
  return fields;
}
