import type uPlot from 'uplot';
import type { ChartData } from './chartData';
import { chartOf, plotData } from './plotData';

const chart: ChartData = {
  timestamps: [10, 20],
  bands: [{ label: 'band', lower: [1, null], upper: [3, 4], color: 'blue' }],
  lines: [{ label: 'line', values: [2, null], color: 'green' }],
};

describe('plotData', () => {
  test('gives milliseconds, then both bounds of each band, then the lines', () => {
    expect(plotData(chart)).toEqual([
      [10_000, 20_000],
      [1, null],
      [3, 4],
      [2, null],
    ]);
  });

  test('lets a plot find the chart that it shows', () => {
    const plot = { data: plotData(chart) } as unknown as uPlot;
    expect(chartOf(plot)).toBe(chart);
    expect(chartOf({ data: [[1]] } as unknown as uPlot)).toBeUndefined();
  });
});
