import { css } from '@emotion/css';
import { getTimeZone } from '@grafana/data';
import { UPlotChart, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import type { ChartData } from './chartData';
import { ChartLegend } from './ChartLegend';
import { plotConfig } from './plotConfig';
import { plotData } from './plotData';
import { useElementWidth } from './useElementWidth';
import { useFontRevision } from './useFontRevision';

interface ChartProps {
  readonly data: ChartData;
  readonly heightPixels: number;
  /** What the chart shows, in a sentence for those who cannot see it. */
  readonly description: string;
  /** Must stay the same function from one rendering to the next: the plot is made anew when it changes. */
  readonly formatValue: (value: number) => string;
  /** Seconds of a day where the clock is compressed; null on the ordinary clock. */
  readonly secondsPerDay?: number | null;
}

/** What of the data the plot's configuration depends on: everything but the values. */
function structureKey(data: ChartData): string {
  return JSON.stringify([
    data.topAtLeast,
    data.bands.map((band) => band.color),
    data.lines.map((line) => [line.color, line.dash, line.widthPixels]),
  ]);
}

/** A time series chart in the theme's colours, with a legend that reads out the values under the pointer. */
export function Chart({ data, heightPixels, description, formatValue, secondsPerDay = null }: ChartProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const [ref, width] = useElementWidth<HTMLDivElement>();
  const [cursor, setCursor] = useState<number | null>(null);
  const fontRevision = useFontRevision();
  const key = structureKey(data);
  const config = useMemo(
    () => plotConfig(data, { theme, timeZone: getTimeZone(), formatValue, secondsPerDay }, setCursor),
    // Of the data only the structure counts here; values and marks go with the columns.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [key, theme, secondsPerDay, formatValue, fontRevision],
  );
  const columns = useMemo(() => plotData(data), [data]);
  return (
    <figure className={styles.figure}>
      <div ref={ref} role="img" aria-label={description} style={{ height: heightPixels }}>
        {width > 0 && <UPlotChart config={config} data={columns} width={width} height={heightPixels} />}
      </div>
      <ChartLegend data={data} index={cursor} formatValue={formatValue} />
    </figure>
  );
}

const getStyles = () => ({
  figure: css({ margin: 0, minWidth: 0, overflow: 'hidden' }),
});
