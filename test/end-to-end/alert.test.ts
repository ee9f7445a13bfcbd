import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { describeWith } from '../parts/part.ts';
import { shortenRules } from '../parts/shortenRules.ts';
import { startAlertmanager } from '../parts/startAlertmanager.ts';
import type { RunningAlertmanager } from '../parts/startAlertmanager.ts';
import { ROOT } from '../parts/startExporter.ts';
import { startPrometheus } from '../parts/startPrometheus.ts';
import type { RunningPrometheus } from '../parts/startPrometheus.ts';
import { startWatchedShop } from '../parts/startWatchedShop.ts';
import type { WatchedShop } from '../parts/startWatchedShop.ts';
import { waitFor } from '../parts/waitFor.ts';

const PROVISIONING = join(ROOT, 'provisioning');
/** Nobody waits minutes in a test: the rules' own waiting is shortened, and nothing else of them is changed. */
const SHORTER = 30;

/** What Alertmanager posts to a webhook. Source: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
interface Notification {
  readonly receiver: string;
  readonly status: string;
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

/** The provisioned configuration with its waiting shortened and a webhook for each team. */
function alertmanagerConfig(webhook: string): string {
  const config = parse(readFileSync(join(PROVISIONING, 'alertmanager/alertmanager.yml'), 'utf8')) as {
    route: Record<string, unknown>;
    receivers: Record<string, unknown>[];
  };
  Object.assign(config.route, { group_wait: '1s', group_interval: '1s' });
  for (const receiver of config.receivers) receiver['webhook_configs'] = [{ url: webhook }];
  return stringify(config);
}

const prometheusConfig = (exporter: string, alertmanager: string, rules: string): string => `
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: ["${rules}"]
alerting: {alertmanagers: [{static_configs: [{targets: ["${alertmanager}"]}]}]}
scrape_configs:
  - {job_name: loadstar, static_configs: [{targets: ["${exporter}"]}]}
`;

describeWith(['prometheus3', 'alertmanager'], 'an alert', (programs) => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-alert-'));
  const notified: Notification[] = [];
  let webhook: Server;
  let watched: WatchedShop;
  let alertmanager: RunningAlertmanager;
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    webhook = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        notified.push(JSON.parse(body) as Notification);
        response.end();
      });
    });
    await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/`;
    alertmanager = await startAlertmanager(programs.alertmanager, { folder, config: alertmanagerConfig(url) });
    watched = await startWatchedShop(null, { traffic: true });
    const rules = join(folder, 'loadstar.yml');
    writeFileSync(
      rules,
      shortenRules(readFileSync(join(PROVISIONING, 'prometheus/rules/loadstar.yml'), 'utf8'), SHORTER),
    );
    const past = join(folder, 'prometheus');
    mkdirSync(past);
    prometheus = await startPrometheus(programs.prometheus3, {
      folder: past,
      config: prometheusConfig(new URL(watched.exporter.url).host, alertmanager.address, rules),
    });
  });
  afterAll(async () => {
    await prometheus?.stop();
    await watched?.close();
    await alertmanager?.stop();
    webhook?.closeAllConnections();
    webhook?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ofCatalogue = (labels: Readonly<Record<string, string>>): boolean =>
    labels['alertname'] === 'LoadstarAnomaly' && labels['service_name'] === 'catalogue';

  it('of a service that turned slow reaches its team, with the labels of the service', async () => {
    await waitFor(
      'a detector that judges the catalogue',
      async () => {
        const ready = await prometheus.query('loadstar_detector_state{service_name="catalogue",state="ready"} == 1');
        const score = await prometheus.query('loadstar_anomaly_score{service_name="catalogue",model="ensemble"} < 1');
        return ready.length > 0 && score.length > 0;
      },
      60,
    );
    expect((await alertmanager.alerts()).filter(({ labels }) => ofCatalogue(labels))).toEqual([]);

    watched.shop.setFault({ service: 'catalogue', extraLatencySeconds: 8 });
    const alert = await waitFor(
      'LoadstarAnomaly of the catalogue at Alertmanager',
      async () => (await alertmanager.alerts()).find(({ labels }) => ofCatalogue(labels)) ?? null,
      60,
    );
    expect(alert.labels).toMatchObject({
      namespace: 'shop',
      environment: 'demo',
      team: 'web',
      severity: 'warning',
      job: 'loadstar',
    });
    expect(alert.annotations['summary']).toBe('catalogue does not behave as usual');
    expect(alert.receivers).toEqual([{ name: 'team-web' }]);

    const notification = await waitFor(
      'the webhook',
      () => notified.find(({ alerts }) => alerts.some(({ labels }) => ofCatalogue(labels))) ?? null,
    );
    expect(notification).toMatchObject({ receiver: 'team-web', status: 'firing' });
  });

  it('ends when the service is itself again', async () => {
    watched.shop.setFault({ service: 'catalogue', extraLatencySeconds: 0 });
    await waitFor(
      'the end of the alert',
      () =>
        notified.some(
          ({ status, alerts }) => status === 'resolved' && alerts.some(({ labels }) => ofCatalogue(labels)),
        ),
      60,
    );
  });
});
