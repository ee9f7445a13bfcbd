import { expect, it } from 'vitest';
import { Problem } from '../../exporter/src/core/problem.ts';
import type { SeriesPoints, Window } from '../../exporter/src/core/series.ts';
import { seriesKey } from '../../exporter/src/core/series.ts';
import type { SeriesSource } from '../../exporter/src/core/seriesSource.ts';
import { isSignal } from '../../exporter/src/core/signal.ts';

/** What the contract needs of an implementation. Each call gives a source of its own; the suite closes it. */
export interface SourceUnderContract {
  /** A source that has data for `window()`. */
  readonly healthy: () => Promise<SeriesSource>;
  /** A source of which one part cannot be read, while others can where it has several. */
  readonly broken: () => Promise<SeriesSource>;
  readonly window: () => Window;
  /** How far before the window's start points may lie. */
  readonly leadSeconds?: number;
}

const never = new AbortController().signal;

/** Reads until there is something, for sources that need a while. */
async function readSome(source: SeriesSource, window: () => Window): Promise<readonly SeriesPoints[]> {
  for (let i = 0; i < 100; i++) {
    const points = await source.read(window(), never);
    if (points.length > 0) return points;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${source.name} gave nothing`);
}

/** The contract of {@link SeriesSource}, for every implementation. */
export function sourceContract({ healthy, broken, window, leadSeconds = 0 }: SourceUnderContract): void {
  it('gives points that are ascending, finite and within the window, each series once', async () => {
    const source = await healthy();
    try {
      const points = await readSome(source, window);
      const { startSeconds, endSeconds } = window();
      expect(new Set(points.map(({ id }) => seriesKey(id))).size).toBe(points.length);
      for (const { id, timestampsSeconds, values, labels } of points) {
        expect(isSignal(id.signal)).toBe(true);
        expect(values.length).toBeGreaterThan(0);
        expect(timestampsSeconds.length).toBe(values.length);
        expect(values.every((value) => Number.isFinite(value))).toBe(true);
        expect(timestampsSeconds.every((t, i) => i === 0 || t > timestampsSeconds[i - 1]!)).toBe(true);
        expect(timestampsSeconds[0]).toBeGreaterThanOrEqual(startSeconds - leadSeconds);
        expect(timestampsSeconds.at(-1)).toBeLessThanOrEqual(endSeconds);
        for (const [name, value] of Object.entries(labels ?? {}))
          expect([typeof name, typeof value]).toEqual(['string', 'string']);
      }
    } finally {
      await source.close();
    }
  });

  it('takes no data for an empty answer, not for an error', async () => {
    const source = await healthy();
    try {
      expect(await source.read({ startSeconds: 1000, endSeconds: 4600, stepSeconds: 60 }, never)).toEqual([]);
      expect(await source.read({ startSeconds: 1000, endSeconds: 1000, stepSeconds: 60 }, never)).toEqual([]);
    } finally {
      await source.close();
    }
  });

  it('gives an error rather than a part', async () => {
    const source = await broken();
    try {
      await expect(source.read(window(), never)).rejects.toThrow(Problem);
    } finally {
      await source.close();
    }
  });

  it('ends a read that is given up', async () => {
    const source = await healthy();
    try {
      await expect(source.read(window(), AbortSignal.abort(new Error('given up')))).rejects.toThrow();
      const controller = new AbortController();
      const read = source.read(window(), controller.signal).then(
        () => 'read',
        () => 'ended',
      );
      controller.abort(new Error('given up'));
      expect(['read', 'ended']).toContain(await read);
    } finally {
      await source.close();
    }
  });

  it('reads nothing after it was closed, and may be closed again', async () => {
    const source = await healthy();
    await source.close();
    await source.close();
    await expect(source.read(window(), never)).rejects.toThrow(Problem);
  });
}
