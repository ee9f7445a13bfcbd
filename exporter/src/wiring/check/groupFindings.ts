import type { SeriesPoints } from '../../core/series.ts';
import type { Finding } from './finding.ts';

/** Findings from points that were read at once: the newest as the value, the oldest as the reach of the past. */
export function groupFindings(source: string, points: readonly SeriesPoints[], hasPast: boolean): Finding[] {
  const groups = new Map<string, SeriesPoints[]>();
  for (const one of points) {
    const key = JSON.stringify([one.id.service, one.id.signal]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const ofService = group.find(({ id }) => id.instance === null);
    const oldest = Math.min(...group.map(({ timestampsSeconds }) => timestampsSeconds[0] ?? Number.POSITIVE_INFINITY));
    return [
      {
        source,
        service: first.id.service,
        signal: first.id.signal,
        value: ofService?.values.at(-1) ?? null,
        instances: group.map(({ id }) => id.instance).filter((instance) => instance !== null),
        oldestSeconds: hasPast && Number.isFinite(oldest) ? oldest : null,
        problem: null,
      },
    ];
  });
}
