const UNIT_SECONDS: Readonly<Record<string, number>> = { us: 1e-6, µs: 1e-6, ms: 0.001, s: 1, m: 60, h: 3600 };

/** A duration as k6 prints it (`1m30s`, `500ms`) in seconds; 0 where there is none. */
export function durationSeconds(duration: unknown): number {
  const parts = [...String(duration).matchAll(/([\d.]+)(us|µs|ms|s|m|h)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_SECONDS[unit ?? ''] ?? 0), 0);
}
