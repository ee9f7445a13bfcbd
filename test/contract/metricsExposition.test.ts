import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { renderMetrics } from '../../exporter/src/metrics/renderMetrics.ts';
import { fullMetricsInput } from '../../exporter/src/metrics/testdata/fullMetricsInput.ts';
import { describeWith } from '../parts/part.ts';

describeWith(['promtool'], 'the metrics page under promtool', ({ promtool }) => {
  it('has no fault and nothing to complain of', async () => {
    const page = await renderMetrics(fullMetricsInput());
    const { status, stdout, stderr } = spawnSync(promtool, ['check', 'metrics'], { input: page, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
    expect(status).toBe(0);
  });

  it('would be refused if it were broken', () => {
    const input = '# TYPE loadstar_x gauge\nloadstar_x{a="b} 1\n';
    expect(spawnSync(promtool, ['check', 'metrics'], { input, encoding: 'utf8' }).status).not.toBe(0);
  });
});
