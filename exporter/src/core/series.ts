import type { Signal } from './signal.ts';

/** Which series: a signal of a whole service (`instance` null) or of one of its instances. */
export interface SeriesId {
  readonly service: string;
  readonly instance: string | null;
  readonly signal: Signal;
}

/** A span of time on a regular grid. Both ends are included; Unix seconds. */
export interface Window {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly stepSeconds: number;
}

/** Points of one series as a source gives them: ascending Unix seconds, values finite. Both arrays are of one length. */
export interface SeriesPoints {
  readonly id: SeriesId;
  readonly timestampsSeconds: Float64Array;
  readonly values: Float64Array;
  /** Labels of the instance that are worth knowing (`version`, …); empty for services. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A series on a regular grid: value i belongs to startSeconds + i * stepSeconds; NaN where nothing is known. */
export interface RegularSeries {
  readonly startSeconds: number;
  readonly stepSeconds: number;
  readonly values: Float64Array;
}

/** A text key that is unique for a series id. */
export function seriesKey(id: SeriesId): string {
  return JSON.stringify([id.service, id.instance, id.signal]);
}
