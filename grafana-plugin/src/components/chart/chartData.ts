/** A line of a chart; `values` run parallel to the chart's timestamps, null where there is none. */
export interface ChartLine {
  readonly label: string;
  readonly values: ReadonlyArray<number | null>;
  readonly color: string;
  readonly dash?: number[];
  readonly widthPixels?: number;
}

/** A filled area between two bounds, under the lines. */
export interface ChartBand {
  readonly label: string;
  readonly lower: ReadonlyArray<number | null>;
  readonly upper: ReadonlyArray<number | null>;
  readonly color: string;
}

/** What a chart shows. Timestamps in Unix seconds, ascending. */
export interface ChartData {
  readonly timestamps: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly bands: readonly ChartBand[];
  /** Vertical mark of the present, Unix seconds. */
  readonly now?: number | null;
  /** What lies before this time is shaded as synthetic, Unix seconds. */
  readonly syntheticBefore?: number | null;
  /** Shown span of time, Unix seconds; the data's own when absent. */
  readonly span?: readonly [number, number];
  /** The value axis reaches at least this far, so that a quiet line lies flat at its foot. */
  readonly topAtLeast?: number;
}
