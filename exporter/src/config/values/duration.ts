import { z } from 'zod';

const UNIT_SECONDS = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|[smhdw])/g;

/** Seconds of a duration such as `500ms`, `30s`, `1h30m`, `14d`; null where the text is none. */
export function parseDuration(text: string): number | null {
  if (text.length > 50 || !DURATION.test(text)) return null;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(PART)) {
    seconds += Number(amount) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS];
  }
  return seconds;
}

/**
 * A duration between two others, parsed to seconds: a text (`500ms`, `30s`, `1h30m`, `14d`) or a number of seconds.
 * @param minimum, maximum texts, both included
 */
export function duration(minimum: string, maximum: string) {
  const low = parseDuration(minimum) ?? 0;
  const high = parseDuration(maximum) ?? Number.POSITIVE_INFINITY;
  const allowed = `a duration from ${minimum} to ${maximum}, such as 500ms, 30s, 5m, 1h, 14d (or a number of seconds)`;
  // The meta data are for the JSON Schema only: what is wrong is told once, below.
  const text = z.string().meta({ title: 'duration', pattern: DURATION.source });
  const number = z.number().meta({ minimum: low, maximum: high });
  return z.union([text, number], { error: allowed }).transform((value, context) => {
    const seconds = typeof value === 'number' ? value : parseDuration(value);
    if (seconds !== null && seconds >= low && seconds <= high) return seconds;
    context.addIssue({ code: 'custom', message: allowed });
    return z.NEVER;
  });
}
