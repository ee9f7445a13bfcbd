import type { Window } from '../../core/series.ts';

/**
 * Parts of a window that each hold at most `maxPoints` steps. All lie on multiples of the step, so that a window read
 * again, or read by another exporter, gives the same points. Empty where no multiple lies within the window.
 */
export function queryChunks(window: Window, maxPoints: number): Window[] {
  // Prometheus counts in milliseconds.
  const stepMs = Math.max(1, Math.round(window.stepSeconds * 1000));
  const first = Math.ceil(Math.round(window.startSeconds * 1000) / stepMs);
  const last = Math.floor(Math.round(window.endSeconds * 1000) / stepMs);
  const chunks: Window[] = [];
  for (let start = first; start <= last; start += maxPoints) {
    const end = Math.min(last, start + maxPoints - 1);
    chunks.push({
      startSeconds: (start * stepMs) / 1000,
      endSeconds: (end * stepMs) / 1000,
      stepSeconds: stepMs / 1000,
    });
  }
  return chunks;
}
