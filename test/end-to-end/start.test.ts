import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { describeWith } from '../parts/part.ts';
import { freePort } from '../parts/freePort.ts';
import { descendants, stillThere } from '../parts/processes.ts';
import { ROOT } from '../parts/startExporter.ts';
import { startProgram } from '../parts/startProgram.ts';
import { waitFor } from '../parts/waitFor.ts';

describeWith(['k6', 'promtool'], 'npm start', ({ promtool }) => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-start-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('brings up live forecasts, says what to try, and ends everything it started on Ctrl-C', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const start = startProgram('npm', ['start', '--', '--port', String(port), '--data', folder], {
      cwd: ROOT,
      detached: true,
    });
    try {
      const metrics = await waitFor(
        'live forecasts',
        async () => {
          const text = await (await fetch(`${url}/metrics`)).text();
          return text.includes('loadstar_forecast_requests_per_second{') ? text : null;
        },
        120,
      );
      execFileSync(promtool, ['check', 'metrics'], { input: metrics });
      expect(start.output()).toContain('/console/?token=');
      expect(start.output()).toContain('Ctrl-C');
      const started = descendants(start.pid);
      expect(started.length).toBeGreaterThan(2);
      // A terminal sends Ctrl-C to the whole foreground group.
      process.kill(-start.pid, 'SIGINT');
      await waitFor('the end of everything', () => stillThere(started).length === 0, 15);
      await expect(fetch(`${url}/-/healthy`)).rejects.toThrow();
    } finally {
      if (start.child.exitCode === null && start.child.signalCode === null) process.kill(-start.pid, 'SIGKILL');
    }
  });
});
