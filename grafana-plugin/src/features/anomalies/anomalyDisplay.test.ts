import type { Service } from '@loadstar/exporter/contract';
import { anomalyDisplay } from './anomalyDisplay';

const anomaly = (change: Partial<Service['anomaly']>): Service['anomaly'] => ({
  state: 'ready',
  reason: null,
  scores: [{ model: 'ensemble', score: 0.4 }],
  contributions: [],
  ...change,
});

describe('anomalyDisplay', () => {
  test.each([
    ['normal', anomaly({}), 'Normal 0.40', false],
    ['exactly at the threshold', anomaly({ scores: [{ model: 'ensemble', score: 1 }] }), 'Normal 1.00', false],
    ['above it', anomaly({ scores: [{ model: 'ensemble', score: 1.3 }] }), 'Anomalous 1.30', true],
    ['warming up', anomaly({ state: 'warming_up', scores: [] }), 'Warming up', false],
    ['blind, whatever an old score says', anomaly({ state: 'blind' }), 'Blind', false],
    ['without the ensemble’s score', anomaly({ scores: [{ model: 'residual', score: 3 }] }), 'Blind', false],
  ])('%s', (_name, given, text, anomalous) => {
    expect(anomalyDisplay(given)).toMatchObject({ text, anomalous });
  });

  test('names the largest shares and the reason', () => {
    const contributions = [
      { signal: 'cpu_ratio', ratio: 0.3 },
      { signal: 'latency_seconds', ratio: 0.7 },
      { signal: 'error_ratio', ratio: 0 },
    ] as const;
    expect(anomalyDisplay(anomaly({ contributions: [...contributions] })).explanation).toContain(
      'Latency 70 %, CPU 30 %.',
    );
    expect(anomalyDisplay(anomaly({ state: 'blind', reason: 'no sample for 3 min' })).explanation).toBe(
      'no sample for 3 min',
    );
  });
});
