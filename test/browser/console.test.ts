import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Run } from '@loadstar/exporter/contract';
import { describeWith } from '../parts/part.ts';
import { startDemo } from '../parts/startDemo.ts';
import type { RunningDemo } from '../parts/startDemo.ts';
import { ROOT } from '../parts/startExporter.ts';
import { waitFor } from '../parts/waitFor.ts';

/** Pictures for a person to look at; not under version control. */
const SCREENSHOTS = join(ROOT, 'test', 'screenshots');

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describeWith(['k6', 'chromium'], 'the console in a real browser', ({ k6, chromium: executablePath }) => {
  let demo: RunningDemo;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    demo = await startDemo({ k6 });
    browser = await chromium.launch({ executablePath, args: FLAGS });
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('requestfailed', (request) => errors.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`));
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const picture = (name: string): Promise<Buffer> =>
    page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
  const currentRun = async (): Promise<Run | undefined> =>
    (await demo.api<{ runs: Run[] }>('GET', 'runs')).body.runs[0];
  const lastSeconds = async (id: string, count: number): Promise<number[]> =>
    (await demo.api<Run>('GET', `runs/${id}`)).body.series
      .slice(-count)
      .map((second) => second.actualRequestsPerSecond);

  it('shows the services with forecasts, on the labelled clock', async () => {
    await page.goto(demo.consoleUrl);
    await page.getByText('storefront').first().waitFor();
    await page.getByText('1 day = 10 min').first().waitFor();
    expect(page.url()).not.toContain('token');
    await waitFor(
      'forecasts in the API',
      async () => {
        const { body } = await demo.api<{ services: { forecast: unknown[] }[] }>('GET', 'services');
        return body.services.every((service) => service.forecast.length > 0);
      },
      60,
    );
    await page.waitForTimeout(6000);
    await picture('overview-dark');
  });

  it('starts a run with the mouse, follows the slider, pauses, resumes and stops', async () => {
    await page.goto(`${demo.url}/console/a/loadstar-control-app/run?test=browse`);
    await page.getByRole('button', { name: 'Start run' }).click();
    const run = await waitFor('a running run', async () => {
      const latest = await currentRun();
      return latest?.state === 'running' ? latest : null;
    });
    await page.waitForTimeout(4000);
    const slider = page.getByRole('slider', { name: 'Target rate' });
    const box = (await slider.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + box.height / 2, { steps: 8 });
    await page.mouse.up();
    const steered = await waitFor('the slider to reach the run', async () => {
      const latest = await currentRun();
      return latest !== undefined && latest.targetRequestsPerSecond !== run.targetRequestsPerSecond ? latest : null;
    });
    await waitFor('the rate to follow', async () => {
      const seconds = await lastSeconds(run.id, 4);
      const mean = seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
      return Math.abs(mean - steered.targetRequestsPerSecond) / steered.targetRequestsPerSecond < 0.1;
    });
    await page.waitForTimeout(5000);
    await picture('run-dark');
    await page.getByRole('button', { name: 'Pause' }).click();
    await waitFor('the pause', async () => (await currentRun())?.state === 'paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await waitFor('the resumption', async () => (await currentRun())?.state === 'running');
    await page.getByRole('button', { name: 'Stop run' }).click();
    const confirm = page.getByRole('button', { name: /confirm|stop now/i });
    if (await confirm.isVisible().catch(() => false)) await confirm.click();
    const ended = await waitFor('the end', async () => {
      const latest = await currentRun();
      return latest?.state === 'finished' ? latest : null;
    });
    expect(ended.verdict).toBe('aborted');
    await page
      .getByText(/aborted/i)
      .first()
      .waitFor();
    await picture('run-finished-dark');
  });

  it('shows the panels, and all of it in light', async () => {
    for (const [name, path] of [
      ['overview', ''],
      ['run', 'a/loadstar-control-app/run'],
      ['panels', 'panels'],
    ] as const) {
      await page.goto(`${demo.url}/console/${path}?theme=light`);
      await page.waitForTimeout(4000);
      expect((await page.locator('body').innerText()).length, `${name} is not blank`).toBeGreaterThan(100);
      await picture(`${name}-light`);
    }
    await page.goto(`${demo.url}/console/panels?theme=dark`);
    await page.waitForTimeout(4000);
    await picture('panels-dark');
  });

  it('throws nothing and asks for nothing that is not there', () => {
    // A page that is left while it asks ends its requests; that is no fault.
    expect(errors.filter((error) => !error.includes('ERR_ABORTED'))).toEqual([]);
  });

  it('keeps the exporter below its memory bar', async () => {
    const text = await demo.metrics();
    const bytes = Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
    expect(bytes).toBeLessThan(250e6);
  });
});
