import { describe, expect, it } from 'vitest';
import type { MetricsInput } from './metricsInput.ts';
import { readProcess } from './readProcess.ts';
import { renderMetrics } from './renderMetrics.ts';
import { fullMetricsInput } from './testdata/fullMetricsInput.ts';

const absent: MetricsInput = {
  snapshot: null,
  services: [],
  tests: [],
  runs: [],
  runsTotal: [],
  decisionsTotal: new Map(),
  pools: [],
  maxInstances: 50,
  fingerprints: 'outliers',
  process: fullMetricsInput().process,
};

/** Samples as `name{labels}` -> value; label order as on the page. */
function samples(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

describe('renderMetrics', () => {
  it('writes the golden page', async () => {
    await expect(await renderMetrics(fullMetricsInput())).toMatchFileSnapshot('./testdata/metrics.txt');
  });

  it('writes nothing that is not a finite number, no time stamps and no ids of runs', async () => {
    const text = await renderMetrics(fullMetricsInput());
    for (const value of samples(text).values()) expect(Number.isFinite(value)).toBe(true);
    expect(text).not.toContain('01J');
    for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
      expect(line).toMatch(/^[a-z_]+(\{.*\})? [-+0-9.e]+$/);
    }
  });

  it('gives each service its own labels and no empty ones', async () => {
    const text = await renderMetrics(fullMetricsInput());
    const states = text.split('\n').filter((line) => line.startsWith('loadstar_detector_state{'));
    expect(
      states.filter((line) => line.includes('service_name="checkout"') && line.includes('team="payments"')),
    ).toHaveLength(3);
    expect(
      states.filter((line) => line.includes('service_name="search"') && line.includes('environment="production"')),
    ).toHaveLength(3);
    expect(text).not.toContain('=""');
  });

  it('does not let configured labels replace its own', async () => {
    const input = fullMetricsInput();
    const snapshot = input.snapshot!;
    const [checkout] = snapshot.services;
    const renamed = { ...checkout!, labels: { service_name: 'other', model: 'mine' } };
    const text = await renderMetrics({ ...input, snapshot: { ...snapshot, services: [renamed] } });
    expect(text).toContain('loadstar_anomaly_score{service_name="checkout",model="ensemble"} 0.5');
    expect(text).not.toContain('"other"');
  });

  it('shows the most unusual instances up to the cap', async () => {
    const text = await renderMetrics(fullMetricsInput());
    const lines = text.split('\n').filter((line) => line.startsWith('loadstar_instance_anomaly_score{'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('service_instance_id="b"');
  });

  it('keeps the totals of a run that has ended, without its rates', async () => {
    const found = [...samples(await renderMetrics(fullMetricsInput())).keys()].filter((key) =>
      key.includes('"search-peak"'),
    );
    const names = found.map((key) => key.slice(0, key.indexOf('{')));
    expect(names).toContain('loadstar_run_requests_total');
    expect(names).not.toContain('loadstar_run_target_requests_per_second');
    expect(names).not.toContain('loadstar_run_actual_requests_per_second');
  });

  it('copes with nothing being known yet', async () => {
    const text = await renderMetrics(absent);
    expect([...samples(text).keys()].map((key) => key.replace(/\{.*/, ''))).toEqual([
      'loadstar_build_info',
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'process_start_time_seconds',
      'nodejs_heap_size_used_bytes',
    ]);
  });

  it('leaves nothing of one picture in the next', async () => {
    await renderMetrics(fullMetricsInput());
    expect(await renderMetrics(absent)).not.toContain('checkout');
  });

  it('escapes what stands in label values', async () => {
    const input = fullMetricsInput();
    const text = await renderMetrics({
      ...absent,
      services: [{ name: 's', labels: { note: 'a "b"\\c\nd' } }],
      tests: [{ ...input.tests[0]!, service: 's' }],
    });
    expect(text).toContain('note="a \\"b\\"\\\\c\\nd"');
  });
});

describe('readProcess', () => {
  it('reads this process', () => {
    const figures = readProcess('1.2.3');
    expect(figures.residentMemoryBytes).toBeGreaterThan(1e6);
    expect(figures.startTimestampSeconds).toBeLessThanOrEqual(Date.now() / 1000);
    expect(figures.cpuSeconds).toBeGreaterThan(0);
  });
});
