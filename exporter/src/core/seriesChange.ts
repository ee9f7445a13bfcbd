import type { SeriesId } from './series.ts';

/** The two resolutions that the history keeps: the cycle's interval, and the models' step. */
export type TierName = 'fine' | 'coarse';

/** A point as it was given. */
export interface Point {
  readonly timestampSeconds: number;
  readonly value: number;
}

/** Slots of one tier in a row: values[i] belongs to slot firstSlot + i; NaN where nothing is known. */
export interface SlotRow {
  readonly firstSlot: number;
  readonly values: Float32Array;
}

/** What is new of one series since it was last saved. */
export interface SeriesChange {
  readonly id: SeriesId;
  /** Its newest point; null where there is none. */
  readonly latest: Point | null;
  /** Labels of its instance; empty for services. */
  readonly labels: Readonly<Record<string, string>>;
  /** Slots that were written, with their value now. */
  readonly slots: readonly { readonly tier: TierName; readonly slot: number; readonly value: number }[];
  /** Chunks in which many slots were written, whole. None of `slots` lies in them. */
  readonly chunks: readonly ({ readonly tier: TierName; readonly chunk: number } & SlotRow)[];
}
