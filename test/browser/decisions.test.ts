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
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const APP = 'console/a/loadstar-control-app';

describeWith(['k6', 'chromium'], 'decisions, connection and streams in a real browser', ({ k6, chromium: path }) => {
  let demo: RunningDemo;
  let browser: Browser;
  let page: Page;
  let run: Run;
  const errors: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    demo = await startDemo({ k6 });
    browser = await chromium.launch({ executablePath: path, args: FLAGS });
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(demo.consoleUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const start = async (durationSeconds: number): Promise<Run> =>
    (await demo.api<Run>('POST', 'runs', { test: 'browse', requestsPerSecond: 30, durationSeconds })).body;
  const readRun = async (): Promise<Run> => (await demo.api<Run>('GET', `runs/${run.id}`)).body;
  const shownRequests = async (): Promise<number> => {
    const figure = page.locator('dl div', { has: page.getByText('Requests', { exact: true }) }).first();
    return Number((await figure.locator('dd').innerText()).replaceAll(/\D/g, ''));
  };

  it('follows a run by its stream, without asking for it again and again', async () => {
    run = await start(25);
    await page.goto(`${demo.url}/${APP}/run/${run.id}`);
    await waitFor('ten seconds of results', async () => (await readRun()).series.length >= 10);
    const before = await shownRequests();
    asked.length = 0;
    await page.waitForTimeout(5000);
    expect(asked.filter((one) => one === `/api/v1/runs/${run.id}`)).toEqual([]);
    expect(await shownRequests()).toBeGreaterThan(before);
    await waitFor('the end', async () => (await readRun()).state === 'finished', 60);
    await page.getByText('Passed').or(page.getByText('Failed')).or(page.getByText('Inconclusive')).first().waitFor();
    expect(await shownRequests()).toBe((await readRun()).totals.requests);
  });

  it('asks instead where the stream is kept from it, and says nothing of it', async () => {
    await page.route('**/events', (route) => route.abort());
    run = await start(12);
    await page.goto(`${demo.url}/${APP}/run/${run.id}`);
    await waitFor('the end', async () => (await readRun()).state === 'finished', 60);
    await waitFor(
      'all requests on the page',
      async () => (await shownRequests()) === (await readRun()).totals.requests,
    );
    expect(asked.filter((one) => one === `/api/v1/runs/${run.id}`).length).toBeGreaterThan(5);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.unroute('**/events');
  });

  it('shows what was decided, and finds it by its words', async () => {
    await page.goto(`${demo.url}/console/`);
    await page.getByRole('link', { name: 'Decisions' }).click();
    const table = page.getByRole('region', { name: 'Table of decisions' });
    await table.getByRole('cell', { name: run.id }).first().waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'decisions-dark.png'), fullPage: true });
    await page.getByRole('textbox', { name: 'Filter decisions' }).fill(`started ${run.id}`);
    await waitFor('one row', async () => (await table.getByRole('row').count()) === 2);
    await table.getByText('Run started').waitFor();
    await page.getByRole('textbox', { name: 'Filter decisions' }).fill('nobody decided this');
    await page.getByText('No decision has').waitFor();
  });

  it('tests the connection, and says so when its token is not accepted', async () => {
    await page.goto(`${demo.url}/console/plugins/loadstar-control-app`);
    const button = page.getByRole('button', { name: 'Test connection' });
    const result = page.getByRole('list', { name: 'Result of the connection test' });
    await button.click();
    await page.getByText('The connection works.').waitFor();
    expect(await result.getByRole('listitem').count()).toBe(4);
    await page.context().clearCookies();
    await button.click();
    await page.getByText('The connection does not work yet.').waitFor();
    await result.getByText('The exporter refuses the token').waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'configuration-dark.png'), fullPage: true });
  });

  it('shows the anomaly panel', async () => {
    await page.goto(`${demo.url}/console/panels?theme=light`);
    await page.getByRole('img', { name: /^Anomaly score of \w+ over the past day/ }).waitFor({ timeout: 60_000 });
    await page.getByRole('list', { name: 'Scores of instances' }).getByRole('listitem').first().waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'anomaly-light.png'), fullPage: true });
  });

  it('throws nothing', () => {
    expect(errors).toEqual([]);
  });
});
