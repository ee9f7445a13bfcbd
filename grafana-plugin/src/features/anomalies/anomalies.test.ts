import { instanceBars, shareBars } from './anomalyBars';
import { anomalyChart } from './anomalyChart';

const colors = { score: 's', threshold: 't', share: 'h', normal: 'n', anomalous: 'a' };
const past = (scores: Array<number | null>) => ({
  service: 'shop',
  state: 'ready' as const,
  timestamps: scores.map((_score, i) => 100 + i),
  scores,
});

describe('anomalyChart', () => {
  test('draws scores, gaps and the threshold on one axis', () => {
    const chart = anomalyChart(past([0.2, null, 1.4]), colors);
    expect(chart?.timestamps).toEqual([100, 101, 102]);
    expect(chart?.lines).toMatchObject([
      { label: 'Score', values: [0.2, null, 1.4], color: 's' },
      { label: 'Threshold', values: [1, 1, 1], color: 't' },
    ]);
    expect(chart?.now).toBe(102);
    expect(chart?.topAtLeast).toBeGreaterThan(1);
  });

  test.each([
    ['no cycle yet', []],
    ['only cycles without a score', [null, null]],
  ])('%s gives no chart', (_name, scores) => {
    expect(anomalyChart(past(scores), colors)).toBeNull();
  });
});

describe('shareBars', () => {
  test('the largest share comes first', () => {
    const { bars, note } = shareBars(
      [
        { signal: 'cpu_ratio', ratio: 0.2 },
        { signal: 'latency_seconds', ratio: 0.8 },
      ],
      colors,
    );
    expect(bars.map(({ label, value, ratio }) => [label, value, ratio])).toEqual([
      ['Latency', '80 %', 0.8],
      ['CPU', '20 %', 0.2],
    ]);
    expect(note).toBeUndefined();
  });

  test('sums up what is not listed', () => {
    const signals = ['cpu_ratio', 'error_ratio', 'latency_seconds', 'memory_bytes', 'query_seconds'] as const;
    const contributions = [
      ...signals.map((signal) => ({ signal, ratio: 0.17 })),
      { signal: 'saturation_ratio' as const, ratio: 0.1 },
      { signal: 'requests_per_second' as const, ratio: 0.05 },
    ];
    const { bars, note } = shareBars(contributions, colors);
    expect(bars).toHaveLength(5);
    expect(note).toBe('and 2 others with 15 % together');
  });
});

describe('instanceBars', () => {
  test.each([
    [
      'all quiet: the threshold lies within the scale',
      [
        { instance: 'a', score: 0.3 },
        { instance: 'b', score: 0.6 },
      ],
      [
        ['b', '0.60', 'n'],
        ['a', '0.30', 'n'],
      ],
      1 / 1.2,
    ],
    [
      'one far out: it is the scale',
      [
        { instance: 'a', score: null },
        { instance: 'b', score: 4 },
      ],
      [
        ['b', '4.00', 'a'],
        ['a', 'not judged yet', 'n'],
      ],
      1 / 4,
    ],
    ['none', [], [], 1 / 1.2],
  ])('%s', (_name, instances, expected, markRatio) => {
    const list = instanceBars({ instances, instancesOmitted: 0 }, colors);
    expect(list.bars.map(({ label, value, color }) => [label, value, color])).toEqual(expected);
    expect(list.markRatio).toBeCloseTo(markRatio);
    expect(list.note).toBeUndefined();
    expect(list.bars.every(({ ratio }) => ratio >= 0 && ratio <= 1)).toBe(true);
  });

  test('says how many are not shown, here or by the exporter', () => {
    const instances = Array.from({ length: 11 }, (_none, i) => ({ instance: `i${i}`, score: 0.1 }));
    const list = instanceBars({ instances, instancesOmitted: 4 }, colors);
    expect(list.bars).toHaveLength(6);
    expect(list.note).toBe('and 9 less unusual');
  });
});
