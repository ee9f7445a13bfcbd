const HOURS_PER_DAY = 24;

/** Distance between labelled hours, so that a chart carries no more labels than it has room for. */
function stepHours(spanHours: number, maxSteps: number): number {
  return [1, 2, 3, 6, 12, 24].find((step) => spanHours / step <= maxSteps) ?? 48;
}

/** Times (ms) to label on a compressed clock: whole steps of its hours before and after `nowMs`. */
export function hourSplits(
  [minMs, maxMs]: readonly [number, number],
  nowMs: number,
  secondsPerDay: number,
  maxSteps: number,
): number[] {
  const hourMs = (secondsPerDay * 1000) / HOURS_PER_DAY;
  const step = stepHours((maxMs - minMs) / hourMs, maxSteps) * hourMs;
  const first = Math.ceil((minMs - nowMs) / step);
  const last = Math.floor((maxMs - nowMs) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_none, index) => nowMs + (first + index) * step);
}

/** A time as hours of a compressed clock from now: "−6 h", "now", "+12 h". */
export function compressedHours(ms: number, nowMs: number, secondsPerDay: number): string {
  const hours = Math.round(((ms - nowMs) / 1000 / secondsPerDay) * HOURS_PER_DAY);
  if (hours === 0) {
    return 'now';
  }
  return `${hours < 0 ? '−' : '+'}${Math.abs(hours)} h`;
}
