import type uPlot from 'uplot';
import type { ChartData } from './chartData';

/** Which chart a plot's columns were made of, so that what draws the plot finds marks and spans of the same moment. */
const charts = new WeakMap<object, ChartData>();

/** The chart's columns as uPlot wants them: milliseconds, then lower and upper of each band, then each line. */
export function plotData(data: ChartData): uPlot.AlignedData {
  const columns: uPlot.AlignedData = [
    data.timestamps.map((seconds) => seconds * 1000),
    ...data.bands.flatMap((band) => [[...band.lower], [...band.upper]]),
    ...data.lines.map((line) => [...line.values]),
  ];
  charts.set(columns, data);
  return columns;
}

/** The chart that a plot shows; undefined for columns that `plotData` did not make. */
export function chartOf(plot: uPlot): ChartData | undefined {
  return charts.get(plot.data);
}
