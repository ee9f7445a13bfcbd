import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '@loadstar/exporter/contract';
import { apiClient, ROOT } from '../parts/startExporter.ts';
import { GiveUp, waitFor } from '../parts/waitFor.ts';
import { composeProject, docker, inspectContainers } from './composeProject.ts';
import type { ComposeProject } from './composeProject.ts';
import { describeWithDocker } from './describeWithDocker.ts';
import { findPrograms } from './findPrograms.ts';
import { hastyRules } from './hastyRules.ts';

/** The bar of the issue for `compose up` with images built. */
const UP_SECONDS = 90;
const SERVICES = ['alertmanager', 'exporter', 'prometheus', 'shop'];
/** The front and thirteen instances. */
const SHOP_TARGETS = 14;

const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const json = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: { readonly state: string };
}

describeWithDocker('docker compose, without Grafana', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-compose-'));
  let project: ComposeProject;
  let token: string;
  let healthySeconds: number;
  let forecastSeconds: number;
  const urls: Record<string, string> = {};
  const query = async (expression: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]> => {
    const address = `${urls['prometheus']}/api/v1/query?${new URLSearchParams({ query: expression })}`;
    return (await json<{ data: { result: { metric: Record<string, string>; value: [number, string] }[] } }>(address))
      .data.result;
  };
  const testRequests = async (): Promise<number> => {
    const text = await (await fetch(`${urls['shop']}/metrics`)).text();
    return [...text.matchAll(/^http_requests_received_total\{[^}]*origin="test"[^}]*\} (\d+)/gm)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
  };
  const rateOver = async (seconds: number): Promise<number> => {
    const [before, from] = [await testRequests(), performance.now()];
    await sleep(seconds);
    return ((await testRequests()) - before) / ((performance.now() - from) / 1000);
  };

  beforeAll(async () => {
    const rules = join(folder, 'loadstar.yml');
    writeFileSync(rules, hastyRules(readFileSync(join(ROOT, 'provisioning/prometheus/rules/loadstar.yml'), 'utf8')));
    project = await composeProject(findPrograms(), rules);
    await project.compose('build', 'shop', 'exporter');
    const startedAt = performance.now();
    const secondsSince = (): number => (performance.now() - startedAt) / 1000;
    await project.compose('up', '--detach', '--wait', '--no-build');
    healthySeconds = secondsSince();
    for (const [service, port] of Object.entries({
      shop: 9100,
      exporter: 9851,
      prometheus: 9090,
      alertmanager: 9093,
    })) {
      urls[service] = await project.url(service, port);
    }
    const forecast = 'loadstar_forecast_requests_per_second{';
    const metrics = async (): Promise<string> => (await fetch(`${urls['exporter']}/metrics`)).text();
    await waitFor('a first forecast', async () => (await metrics()).includes(forecast), UP_SECONDS);
    forecastSeconds = secondsSince();
    token = await project.compose('exec', '-T', 'exporter', 'cat', '/run/loadstar/token');
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    if (project === undefined) return;
    await project.compose('down', '--volumes', '--timeout', '5');
    await docker(['image', 'rm', '--force', `${project.name}-exporter`, `${project.name}-shop`]);
  }, 120_000);

  it(`is up, all healthy, with a first forecast within ${UP_SECONDS} s`, async () => {
    console.log(`all healthy in ${healthySeconds.toFixed(1)} s, a first forecast in ${forecastSeconds.toFixed(1)} s`);
    expect(forecastSeconds).toBeLessThan(UP_SECONDS);
    const running = (await project.compose('ps', '--format', '{{.Service}} {{.Health}}')).split('\n').sort();
    expect(running).toEqual(SERVICES.map((service) => `${service} healthy`));
    expect(token).toMatch(/^[\w-]{43}$/);
  });

  it('runs without root, on read-only file systems, with no capability, published on loopback only', async () => {
    for (const { Name, Config, HostConfig } of await inspectContainers(project)) {
      expect(Config.User, Name).toMatch(/^(node|65534:65534)$/);
      expect(HostConfig, Name).toMatchObject({ ReadonlyRootfs: true, Privileged: false, CapDrop: ['ALL'] });
      expect(HostConfig.CapAdd ?? [], Name).toEqual([]);
      expect(HostConfig.SecurityOpt, Name).toContain('no-new-privileges:true');
      for (const binding of Object.values(HostConfig.PortBindings ?? {}).flat()) {
        expect(binding.HostIp, Name).toBe('127.0.0.1');
      }
    }
    await expect(project.compose('exec', '-T', 'exporter', 'touch', '/opt/loadstar/x')).rejects.toThrow(/Read-only/);
  });

  it('lets Prometheus scrape the exporter and every instance of the shop', async () => {
    const upAt = async (instance: string): Promise<number> => (await query(`up{instance=~"${instance}"} == 1`)).length;
    await waitFor('the exporter to be up', async () => (await upAt('exporter:9851')) === 1);
    await waitFor('the shop to be up', async () => (await upAt('shop:.*')) === SHOP_TARGETS);
    expect(await query('up == 0')).toEqual([]);
  });

  it('shows forecasts of all five services in PromQL', async () => {
    const expression = 'loadstar_forecast_requests_per_second{horizon="0s",probability="0.5"}';
    const found = await waitFor(
      'forecasts in Prometheus',
      async () => {
        const result = await query(expression);
        return result.length === 5 ? result : null;
      },
      60,
    );
    for (const { metric, value } of found) expect(Number(value[1]), metric['service_name']).toBeGreaterThan(0);
  });

  it('steers the shop by a run that the API starts, by the shop’s own count', async () => {
    const api = apiClient(urls['exporter'] ?? '', () => token);
    expect((await api('POST', 'runs', { test: 'browse' }, null)).status).toBe(401);
    const started = await api<Run>('POST', 'runs', { test: 'browse', requestsPerSecond: 20, durationSeconds: 60 });
    expect(started.status, JSON.stringify(started.body)).toBe(201);
    const { id } = started.body;
    await waitFor('the run to be running', async () => {
      const run = (await api<Run>('GET', `runs/${id}`)).body;
      if (run.state === 'finished') throw new GiveUp(String(run.reason));
      return run.state === 'running';
    });
    await sleep(3);
    for (const rate of [20, 50]) {
      await api('PATCH', `runs/${id}/steer`, { requestsPerSecond: rate });
      await sleep(2);
      expect(Math.abs((await rateOver(6)) - rate) / rate, `at ${rate}/s`).toBeLessThan(0.1);
    }
    await api('POST', `runs/${id}/stop`);
    const run = await waitFor('the run to end', async () => {
      const { body } = await api<Run>('GET', `runs/${id}`);
      return body.state === 'finished' ? body : null;
    });
    expect(run.verdict).toBe('aborted');
    await sleep(1);
    expect(await rateOver(2)).toBe(0);
    expect(await project.compose('exec', '-T', 'exporter', 'sh', '-c', 'cat /proc/[0-9]*/comm')).not.toMatch(/^k6$/m);
  });

  it('tells Alertmanager when the shop is gone, with the service’s labels', async () => {
    await project.compose('stop', '--timeout', '3', 'shop');
    const alert = await waitFor(
      'LoadstarDetectorBlind of the storefront at Alertmanager',
      async () => {
        const alerts = await json<Alert[]>(`${urls['alertmanager']}/api/v2/alerts`);
        const isIt = ({ labels }: Alert): boolean =>
          labels['alertname'] === 'LoadstarDetectorBlind' && labels['service_name'] === 'storefront';
        return alerts.find(isIt) ?? null;
      },
      120,
      500,
    );
    expect(alert.labels).toMatchObject({ namespace: 'shop', environment: 'demo', team: 'web' });
    expect(alert.status.state).toBe('active');
  });

  it('leaves nothing after `down --volumes`', async () => {
    expect((await project.leftOvers()).length).toBeGreaterThan(0);
    await project.compose('down', '--volumes', '--timeout', '5');
    expect(await project.leftOvers()).toEqual([]);
  });
});

describe('docker compose, with Grafana', () => {
  it.skip('is not run: its image cannot be had without a registry (its files: end-to-end/provisioning)', () =>
    undefined);
});
