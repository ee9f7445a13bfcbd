import type { SeriesId, SeriesPoints } from '../../core/series.ts';
import { seriesKey } from '../../core/series.ts';

/** Points of some minutes, until they are read. Bounded by time: what is older than `keepSeconds` is dropped. */
export class PointBuffer {
  readonly #keepSeconds: number;
  readonly #series = new Map<
    string,
    { readonly id: SeriesId; readonly labels: Readonly<Record<string, string>>; points: [number, number][] }
  >();

  constructor(keepSeconds: number) {
    this.#keepSeconds = keepSeconds;
  }

  /** Adds a point; time stamps ascend. */
  add(id: SeriesId, labels: Readonly<Record<string, string>>, timestampSeconds: number, value: number): void {
    const key = seriesKey(id);
    const series = this.#series.get(key) ?? { id, labels, points: [] };
    this.#series.set(key, series);
    const oldest = timestampSeconds - this.#keepSeconds;
    series.points = [...series.points.filter(([t]) => t >= oldest && t < timestampSeconds), [timestampSeconds, value]];
  }

  /** Points after `afterSeconds`, up to and including `endSeconds`; series without any are left out. */
  read(afterSeconds: number, endSeconds: number): SeriesPoints[] {
    return [...this.#series.values()].flatMap(({ id, labels, points }) => {
      const found = points.filter(([t]) => t > afterSeconds && t <= endSeconds);
      if (found.length === 0) return [];
      return [
        {
          id,
          timestampsSeconds: Float64Array.from(found, ([t]) => t),
          values: Float64Array.from(found, ([, value]) => value),
          ...(id.instance === null ? {} : { labels }),
        },
      ];
    });
  }
}
