import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { exporterConfig } from '../../../exporter/src/demo/exporterConfig.ts';
import { demoShopPlan } from '../../../exporter/src/demo/model/demoShopPlan.ts';
import { pinned } from '../../parts/dockerfileProblems.ts';
import { ROOT } from '../../parts/startExporter.ts';

/** As much of the compose specification as docker-compose.yml uses: any other key is a slip. */
const SERVICE_KEYS = [
  ...['build', 'cap_drop', 'command', 'depends_on', 'entrypoint', 'environment', 'healthcheck', 'image', 'init'],
  ...['logging', 'network_mode', 'pids_limit', 'ports', 'pull_policy', 'read_only', 'restart', 'security_opt'],
  ...['stop_grace_period', 'tmpfs', 'ulimits', 'user', 'volumes'],
];
const HEALTH_KEYS = ['interval', 'retries', 'start_period', 'test', 'timeout'];

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly args: Record<string, string> };
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly user?: string;
  readonly ports?: readonly string[];
  readonly volumes: readonly string[];
  readonly environment?: Record<string, string>;
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly healthcheck?: Record<string, unknown>;
}

const compose = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  readonly services: Record<string, Service>;
  readonly volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const service = (name: string): Service => compose.services[name]!;

function dockerComposeIsThere(): boolean {
  try {
    execFileSync('docker', ['compose', 'version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('docker-compose.yml', () => {
  it.skipIf(!dockerComposeIsThere())('is valid to `docker compose config` (where that is installed)', () => {
    execFileSync('docker', ['compose', 'config', '--quiet'], { cwd: ROOT, stdio: 'pipe' });
  });

  it.each(services)('%s is pinned, confined and of known keys', (name, its) => {
    expect(Object.keys(its).filter((key) => !SERVICE_KEYS.includes(key))).toEqual([]);
    expect(its).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    if (its.image.startsWith('loadstar-')) {
      for (const image of Object.values(its.build?.args ?? {})) expect(image).toSatisfy(pinned);
    } else {
      expect(its.image).toSatisfy(pinned);
      expect(its.user, name).toMatch(/^[1-9]\d*:\d+$/);
    }
    for (const port of its.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\$\{LOADSTAR_\w+:-\d+\}:\d+$/);
  });

  it.each(services.filter(([name]) => name !== 'secrets'))(
    '%s tells its health, and waits for others’',
    (_name, its) => {
      expect(Object.keys(its.healthcheck ?? {}).sort()).toEqual(HEALTH_KEYS);
      for (const [other, { condition }] of Object.entries(its.depends_on ?? {})) {
        expect(service(other)).toBeDefined();
        expect(condition).toBe(other === 'secrets' ? 'service_completed_successfully' : 'service_healthy');
      }
    },
  );

  it.each(services)('%s mounts volumes that are declared and folders that are there', (_name, its) => {
    for (const volume of its.volumes) {
      const [source = ''] = volume.split(':');
      if (!source.startsWith('./')) expect(Object.keys(compose.volumes)).toContain(source);
      // The plugin is a build's output.
      else if (source !== './grafana-plugin/dist') expect(existsSync(join(ROOT, source)), source).toBe(true);
    }
  });

  it('gives the same versions as the Dockerfile’s defaults and the project’s own Node', () => {
    const dockerfile = readFileSync(join(ROOT, service('exporter').build!.dockerfile), 'utf8');
    const defaults = Object.fromEntries([...dockerfile.matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, k, v]) => [k, v]));
    expect(service('exporter').build!.args).toEqual(defaults);
    expect(service('shop').build!.args).toEqual(defaults);
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(defaults['NODE_IMAGE']).toBe(`node:${devDependencies['node']}-bookworm-slim`);
  });

  it('lets Grafana load each unsigned plugin of the app by its name', () => {
    const allowed = service('grafana').environment!['GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS']!.split(',');
    const built = globSync('grafana-plugin/src/**/plugin.json', { cwd: ROOT }).map(
      (file) => (JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { id: string }).id,
    );
    expect(built.length).toBeGreaterThan(2);
    expect(allowed).toEqual(expect.arrayContaining(built));
    const { id } = JSON.parse(readFileSync(join(ROOT, 'grafana-plugin/src/plugin.json'), 'utf8')) as { id: string };
    const paths = service('grafana').environment!['GF_PATHS_PLUGINS'];
    expect(service('grafana').volumes).toContain(`./grafana-plugin/dist:${paths}/${id}:ro`);
  });
});

describe('provisioning/prometheus/prometheus.yml', () => {
  interface Job {
    readonly job_name: string;
    readonly static_configs: readonly { readonly targets: string[]; readonly labels?: { service_name?: string } }[];
  }
  const prometheus = parse(readFileSync(join(ROOT, 'provisioning/prometheus/prometheus.yml'), 'utf8')) as {
    readonly global: { readonly scrape_interval: string };
    readonly scrape_configs: readonly Job[];
  };
  const job = (name: string): Job => prometheus.scrape_configs.find(({ job_name }) => job_name === name)!;

  it('scrapes the exporter, the shop’s front, and its instances under their services’ names', () => {
    expect(job('loadstar').static_configs[0]!.targets).toEqual(['exporter:9851']);
    expect(job('shop').static_configs[0]!.targets).toEqual(['shop:9100']);
    let port = 9100;
    const expected = demoShopPlan.services.map(({ name, instances }) => ({
      targets: instances.map(() => `shop:${++port}`),
      labels: { service_name: name },
    }));
    expect(job('shop-instances').static_configs).toEqual(expected);
  });

  it('scrapes as often as Grafana’s data source says', () => {
    const { datasources } = parse(
      readFileSync(join(ROOT, 'provisioning/grafana/datasources/prometheus.yml'), 'utf8'),
    ) as { datasources: { type: string; jsonData: { timeInterval?: string } }[] };
    const intervals = datasources
      .filter(({ type }) => type === 'prometheus')
      .map(({ jsonData }) => jsonData.timeInterval);
    expect(intervals).toEqual([prometheus.global.scrape_interval]);
  });
});

describe('provisioning/loadstar/loadstar.yml', () => {
  it('is the demo’s configuration, at the addresses of the containers', () => {
    let port = 9100;
    const targets = demoShopPlan.services.flatMap(({ name, instances }) =>
      instances.map((instance) => ({
        service: name,
        instance: instance.name,
        url: `http://shop:${++port}/metrics`,
        labels: { version: instance.version },
      })),
    );
    const expected = exporterConfig({
      shop: { address: 'shop', frontUrl: 'http://shop:9100', targets, clock: { secondsPerDay: 600, label: '' } },
      pastFile: '/var/lib/shop/past.jsonl',
      dataFolder: '/var/lib/loadstar',
      scriptsFolder: '/opt/loadstar/k6-extension-scripts/src/scenarios',
      k6Path: '/usr/local/bin/k6',
      port: 9851,
    });
    const http = { listen: '0.0.0.0:9851', unsafeListen: true, tokenFile: '/run/loadstar/token' };
    const written = parse(readFileSync(join(ROOT, 'provisioning/loadstar/loadstar.yml'), 'utf8')) as unknown;
    expect(written).toEqual({ ...expected, http });
  });
});
