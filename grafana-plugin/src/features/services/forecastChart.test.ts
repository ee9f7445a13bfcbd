import type { ServiceForecast } from '@loadstar/exporter/contract';
import { forecastChart } from './forecastChart';

const colors = { measured: 'm', median: 'f', outer: 'o', inner: 'i', limit: 'l' };

function forecast(change: Partial<ServiceForecast> = {}): ServiceForecast {
  return {
    service: 'shop',
    signal: 'requests_per_second',
    model: 'ensemble',
    history: { timestamps: [10, 20, 30], values: [1, null, 3] },
    forecast: {
      timestamps: [30, 40],
      quantiles: [
        { probability: 0.05, values: [2, 3] },
        { probability: 0.25, values: [2.5, 3.5] },
        { probability: 0.5, values: [3, 4] },
        { probability: 0.75, values: [3.5, 4.5] },
        { probability: 0.95, values: [4, 5] },
      ],
    },
    limit: 9,
    reason: null,
    syntheticBefore: 15,
    ...change,
  };
}

describe('forecastChart', () => {
  test('puts past and future on one axis, sharing the times they both have', () => {
    const chart = forecastChart(forecast(), colors, 30);
    expect(chart.timestamps).toEqual([10, 20, 30, 40]);
    expect(chart.lines).toMatchObject([
      { label: 'Measured', values: [1, null, 3, null] },
      { label: 'Forecast median', values: [null, null, 3, 4] },
      { label: 'Limit', values: [9, 9, 9, 9] },
    ]);
    expect(chart.bands).toMatchObject([
      { label: '90 % band', lower: [null, null, 2, 3], upper: [null, null, 4, 5], color: 'o' },
      { label: '50 % band', lower: [null, null, 2.5, 3.5], upper: [null, null, 3.5, 4.5], color: 'i' },
    ]);
    expect(chart).toMatchObject({ now: 30, syntheticBefore: 15 });
  });

  test.each([
    ['no forecast', forecast({ forecast: { timestamps: [], quantiles: [] }, limit: null }), ['Measured'], 0],
    [
      'quantiles without values',
      forecast({ forecast: { timestamps: [], quantiles: [{ probability: 0.5, values: [] }] }, limit: null }),
      ['Measured'],
      0,
    ],
    [
      'only the outer quantiles',
      forecast({
        limit: null,
        forecast: {
          timestamps: [40],
          quantiles: [
            { probability: 0.05, values: [1] },
            { probability: 0.95, values: [2] },
          ],
        },
      }),
      ['Measured'],
      1,
    ],
    [
      'nothing at all',
      forecast({ history: { timestamps: [], values: [] } }),
      ['Measured', 'Forecast median', 'Limit'],
      2,
    ],
  ])('%s leaves out what is not there', (_name, answer, lines, bands) => {
    const chart = forecastChart(answer, colors, null);
    expect(chart.lines.map(({ label }) => label)).toEqual(lines);
    expect(chart.bands).toHaveLength(bands);
  });

  test('every row is as long as the axis', () => {
    const chart = forecastChart(forecast(), colors, null);
    const rows = [
      ...chart.lines.map(({ values }) => values),
      ...chart.bands.flatMap((band) => [band.lower, band.upper]),
    ];
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => chart.timestamps.length));
  });
});
