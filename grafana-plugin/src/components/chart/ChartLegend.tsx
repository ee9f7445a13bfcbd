import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { ChartData } from './chartData';

interface ChartLegendProps {
  readonly data: ChartData;
  /** Position under the pointer; null reads the newest values. */
  readonly index: number | null;
  readonly formatValue: (value: number) => string;
}

/** The value at `index`, or the last known one when nothing is pointed at. */
function valueAt(values: ReadonlyArray<number | null>, index: number | null): number | null {
  if (index !== null) {
    return values[index] ?? null;
  }
  return values.findLast((value) => value !== null) ?? null;
}

/** Names, colours and values of a chart's lines and bands. */
export function ChartLegend({ data, index, formatValue }: ChartLegendProps) {
  const styles = useStyles2(getStyles);
  const text = (value: number | null): string => (value === null ? '–' : formatValue(value));
  return (
    <ul className={styles.list}>
      {data.lines.map((line) => (
        <li key={line.label}>
          <span className={styles.line} style={{ background: line.color }} aria-hidden />
          {line.label} <span className={styles.value}>{text(valueAt(line.values, index))}</span>
        </li>
      ))}
      {data.bands.map((band) => (
        <li key={band.label}>
          <span className={styles.band} style={{ background: band.color }} aria-hidden />
          {band.label}{' '}
          {index !== null && valueAt(band.lower, index) !== null && (
            <span className={styles.value}>
              {text(valueAt(band.lower, index))} to {text(valueAt(band.upper, index))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const swatch = { display: 'inline-block', width: 14, borderRadius: 2, marginRight: theme.spacing(0.75) };
  return {
    list: css({
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: theme.spacing(2),
      listStyle: 'none',
      margin: 0,
      paddingLeft: theme.spacing(1),
      minHeight: '1.5em',
      fontSize: theme.typography.bodySmall.fontSize,
      color: theme.colors.text.secondary,
    }),
    line: css({ ...swatch, height: 3, verticalAlign: 'middle' }),
    band: css({ ...swatch, height: 10, verticalAlign: 'middle' }),
    value: css({ color: theme.colors.text.primary, fontVariantNumeric: 'tabular-nums' }),
  };
};
