import type { ProblemField } from '../../core/problem.ts';
import type { Draft } from '../readDraft.ts';
import type { MetricsConfig } from '../sections/metrics.ts';

/** No more services than one exporter is meant to carry; the rest would otherwise be left out in silence. */
export function checkLimits(draft: Draft): ProblemField[] {
  const limit = (draft.sections['metrics'] as MetricsConfig | undefined)?.maxServices;
  const count = draft.services.length;
  if (limit === undefined || count <= limit) return [];
  const allowed = `at most ${limit} (metrics.maxServices); raise it, or watch fewer services with one exporter`;
  return [{ path: 'services', value: String(count), allowed }];
}
